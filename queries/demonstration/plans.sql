-- The made-up 4P plans: a row for every strand of every group of every return.
insert into plan by name
with seen as (
    select
        ocg.return_id,
        4 * (ocg.row_number - 2) as rows_before,
        made_strand.*,
        as_at_on,
        status_code = 'archived' as is_archived,
        least(as_at_on, archived_on) as seen_on,
        published_when <= least(as_at_on, archived_on) as is_published
    from ocg
    join made_return using (return_id)
    join made_group using (ocg_ref)
    join made_strand using (ocg_ref)
),
reviewed as (
    select
        *,
        case when is_published and seen_on - published_when >= reviewed_every
            then last_of(published_when, reviewed_every, seen_on) end as last_reviewed_on
    from seen
)
select
    return_id,
    (rows_before + strand_order + 1)::integer as row_number,
    ocg_ref,
    strand_code,
    case when is_published then published_when end as published_on,
    case
        when is_published and live_on <= seen_on then if(is_archived, 'ended', 'live')
        when is_published and is_intended and not is_archived then 'planned'
        else 'none'
    end as activity_code,
    last_reviewed_on as reviewed_on,
    case when is_published and not is_archived
        then coalesce(last_reviewed_on, published_when) + 92 end as review_due_on,
    case when is_published then owner_role end as owner_role
from reviewed
order by return_id, row_number;
