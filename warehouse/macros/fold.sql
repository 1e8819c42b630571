-- Lower case without tone or hook marks, đ as d: fold('Đảng viên') is 'dang vien'. The folding of articles.text_folded.
create or replace macro fold(words) as
  lower(strip_accents(replace(replace(words, 'đ', 'd'), 'Đ', 'd')));
