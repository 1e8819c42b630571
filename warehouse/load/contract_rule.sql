-- One rule of checks/contract_values.sql: values of ${column} for which `${broken}` holds break the contract.
{
  'rule_id': '${table}.${column}.${rule}',
  'meaning': ${meaning},
  'failing': count(*) filter (where ${broken}),
  'faults': list(distinct {'article_id': ${article}, 'item_id': ${item}}) filter (where (${broken}) and '${scope}' = 'row'),
  'ids': list(concat_ws('/', ${key}) order by ${key}) filter (where ${broken}),
  'example': (any_value(${column}) filter (where ${broken}))::varchar
}
