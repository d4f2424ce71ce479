-- How large the made-up nation is, which days it spans, and what stands for a file received.
-- Parameters: $today, $months, $ocgs, $no_file.
create temp table scale as
with ends as (
    select
        $today::date as today_on,
        $months::integer as months,
        $ocgs::integer as ocgs,
        $no_file::varchar as no_file,
        last_day($today::date - to_months($months::integer)) as first_on,
        last_day($today::date - to_months(1)) as last_on
)
-- A nation of one month has no span to move along.
select *, greatest(last_on - first_on, 1)::integer as span_days from ends;
