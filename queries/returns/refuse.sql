-- Which files were sent and not taken in? One row a refused file; none of its rows are kept.
-- Parameters: $received_at, $submitted_by_role, $file_name, $sha256, $body_code, $as_at_on,
--   $error_count.
insert into refusal by name
select
    $received_at::timestamp as received_at,
    $submitted_by_role as submitted_by_role,
    $file_name as file_name,
    $sha256::varchar as sha256,
    $body_code::varchar as body_code,
    $as_at_on::date as as_at_on,
    $error_count::integer as error_count,
    (select max(version_number) from version) as version_number
