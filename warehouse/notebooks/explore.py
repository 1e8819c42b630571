"""Five questions to begin with, each with its SQL and a chart whose marks lead to the sentences. For marimo: `solieu explore`."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="solieu")


@app.cell
def _():
    import altair as alt
    import duckdb
    import marimo as mo

    _ = alt.data_transformers.disable_max_rows()
    return alt, duckdb, mo


@app.cell
def _(mo):
    live = mo.cli_args().get("warehouse") or "var/warehouse.duckdb"
    return (live,)


@app.cell
def _(duckdb, live):
    con = duckdb.connect()
    con.execute(f"attach '{live.replace(chr(39), chr(39) * 2)}' as warehouse (read_only)")
    _ = con.execute("use warehouse")
    return (con,)


@app.cell
def _(con, mo):
    fresh = con.sql("select articles, observations, newest_article_on, last_run_id from freshness").fetchall()[0]
    mo.md(
        f"""
        # Số liệu

        {fresh[1]:,} figures of {fresh[0]:,} articles, the newest of {fresh[2]}; run {fresh[3]}.
        Change any query below, or write your own: tables and columns are in `from dictionary`.
        A mark of a chart is a link to the sentence that says so.
        """
    )


@app.cell
def _(mo):
    mo.md("## What is known, and about what?")


@app.cell
def _(con):
    coverage = con.sql(
        """
        select topic, label_vi as indicator, figure_count, first_year, last_year
        from indicator_coverage
        where figure_count > 0 and indicator <> 'other'
        order by figure_count desc
        limit 25
        """
    ).df()
    return (coverage,)


@app.cell
def _(alt, coverage):
    coverage_chart = (
        alt.Chart(coverage)
        .mark_bar()
        .encode(
            x=alt.X("figure_count:Q", title="figures"),
            y=alt.Y("indicator:N", sort="-x", title=None),
            color=alt.Color("topic:N", title="topic"),
            tooltip=["indicator", "figure_count", "first_year", "last_year"],
        )
    )
    coverage_chart


@app.cell
def _(mo):
    mo.md("## How many party members were admitted, where and when?")


@app.cell
def _(con):
    admitted = con.sql(
        """
        select coalesce(place_name, organisation) as holder, level_vi as level, value, period_text, period_end, confidence, url
        from counts('party_members_admitted')
        where period_end is not null and (place_name is not null or organisation is not null)
        """
    ).df()
    return (admitted,)


@app.cell
def _(admitted, alt):
    admitted_chart = (
        alt.Chart(admitted)
        .mark_circle(size=90)
        .encode(
            x=alt.X("period_end:T", title=None),
            y=alt.Y("value:Q", scale=alt.Scale(type="symlog"), title="party members admitted"),
            color=alt.Color("level:N", title="level"),
            opacity=alt.Opacity("confidence:Q", scale=alt.Scale(domain=[0, 1], range=[0.3, 1]), legend=None),
            tooltip=["holder", "value", "period_text"],
            href="url:N",
        )
    )
    admitted_chart


@app.cell
def _(mo):
    mo.md("## What share of households is poor?")


@app.cell
def _(con):
    poor = con.sql(
        """
        select coalesce(place_name, organisation) as holder, province_name, value, coalesce(period_end, published_on) as day, url
        from shares('poverty_rate')
        where coalesce(period_end, published_on) is not null
        """
    ).df()
    return (poor,)


@app.cell
def _(alt, poor):
    poor_chart = (
        alt.Chart(poor)
        .mark_point(filled=True, size=90)
        .encode(
            x=alt.X("day:T", title=None),
            y=alt.Y("value:Q", title="poor households, per cent"),
            color=alt.Color("province_name:N", title="province"),
            tooltip=["holder", "value", "day"],
            href="url:N",
        )
    )
    poor_chart


@app.cell
def _(mo):
    mo.md("## What was aimed at, and what was reached in the same period?")


@app.cell
def _(con):
    reached = con.sql(
        """
        select
          aimed.indicator_vi as indicator,
          coalesce(aimed.place_name, aimed.organisation) as holder,
          aimed.value as target,
          result.value as result,
          100 * result.value / aimed.value as reached_percent,
          result.url
        from figures as aimed
        join figures as result
          on result.indicator = aimed.indicator
          and result.measure = aimed.measure
          and result.unit = aimed.unit
          and result.breakdown = aimed.breakdown
          and result.frequency is not distinct from aimed.frequency
          and result.place_code is not distinct from aimed.place_code
          and fold(result.organisation) is not distinct from fold(aimed.organisation)
          and result.period_kind = aimed.period_kind
          and result.period_start = aimed.period_start
          and result.period_end = aimed.period_end
        where aimed.status = 'target' and result.status = 'actual' and aimed.measure = 'count' and aimed.value > 0
          and aimed.indicator <> 'other'
        """
    ).df()
    return (reached,)


@app.cell
def _(alt, reached):
    reached_chart = (
        alt.Chart(reached)
        .mark_bar()
        .encode(
            x=alt.X("reached_percent:Q", title="per cent of the target"),
            y=alt.Y("holder:N", sort="-x", title=None),
            color=alt.Color("indicator:N", title="indicator"),
            tooltip=["holder", "indicator", "target", "result"],
            href="url:N",
        )
    )
    reached_chart


@app.cell
def _(mo):
    mo.md("## How far can the figures be trusted?")


@app.cell
def _(con):
    trust = con.sql(
        """
        select topic, round(confidence, 1) as confidence, count(*) as figures
        from figures
        where confidence is not null
        group by all
        order by all
        """
    ).df()
    return (trust,)


@app.cell
def _(alt, trust):
    trust_chart = (
        alt.Chart(trust)
        .mark_bar()
        .encode(
            x=alt.X("confidence:O", title="confidence"),
            y=alt.Y("figures:Q", title="figures"),
            color=alt.Color("topic:N", title="topic"),
            tooltip=["topic", "confidence", "figures"],
        )
    )
    trust_chart


if __name__ == "__main__":
    app.run()
