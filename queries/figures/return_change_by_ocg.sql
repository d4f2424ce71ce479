-- Which OCGs did one return bring, end or change?
-- Grain: one row per OCG per kind of change; none where nothing changed.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: OCGs of a body's first return, or where it or the body's position just before it
--   did not report OCGs; plans where either did not report 4P plans; OCGs that were archived
--   before and are listed no longer, as is asked.
-- Shows: ocg
with this as (
    from return_and_earlier($return_id, $known_at)
    where body_code = any($bodies)
        and was_return_id is not null
        and is_section_reported(sections_not_reported, 'ocg')
        and is_section_reported(was_sections_not_reported, 'ocg')
),
now as (
    from ocg where return_id in (select return_id from this)
),
earlier as (
    from ocg where return_id in (select was_return_id from this)
),
planned as (
    from ocg_plan_of((
        select [
            {'return_id': return_id, 'on_date': as_at_on},
            {'return_id': was_return_id, 'on_date': was_as_at_on}
        ]
        from this
    ))
),
compared as (
    select
        coalesce(now.ocg_ref, earlier.ocg_ref) as ocg_ref,
        now.row_number,
        earlier.ocg_ref is null as is_new,
        now.ocg_ref is null as is_gone,
        coalesce(earlier.status_code, 'archived') <> 'archived' as was_managed,
        earlier.status_code as was_status_code,
        now.status_code,
        was_band.label as was_band,
        band.label as band,
        earlier.threat_band_code is distinct from now.threat_band_code as is_band_changed,
        was_plan.published_strands as was_published_strands,
        plan.published_strands,
        was_plan.is_covered as was_covered,
        plan.is_covered,
        was_plan.live_strands as was_live_strands,
        plan.live_strands,
        was_plan.is_quality as was_quality,
        plan.is_quality
    from now
    full join earlier using (ocg_ref)
    left join threat_band as was_band on was_band.band_code = earlier.threat_band_code
    left join threat_band as band on band.band_code = now.threat_band_code
    left join planned as was_plan
        on was_plan.return_id = earlier.return_id and was_plan.ocg_ref = earlier.ocg_ref
    left join planned as plan on plan.return_id = now.return_id and plan.ocg_ref = now.ocg_ref
),
-- Every change one OCG may show, the code null where it does not.
changes as (
    select
        ocg_ref, row_number,
        unnest([
            {'code': case when is_new then 'new'
                when is_gone then case when was_managed then 'gone' end
                when was_status_code <> status_code
                then case when status_code = 'active' then 'active-again' else 'archived' end
                end,
             'was': was_status.label, 'is_now': status.label},
            {'code': case when not is_new and not is_gone and is_band_changed then 'band' end,
             'was': coalesce(was_band, 'none'), 'is_now': coalesce(band, 'none')},
            {'code': case when is_covered and not was_covered then 'covered'
                when was_covered and not is_covered then 'uncovered' end,
             'was': was_published_strands || ' published',
             'is_now': published_strands || ' published'},
            {'code': case when is_quality and not was_quality then 'quality'
                when was_quality and not is_quality then 'quality-lost' end,
             'was': was_live_strands || ' live and in date', 'is_now': live_strands || ' live and in date'}
        ]) as change
    from compared
    left join choice as was_status
        on was_status.list_code = 'ocg_status' and was_status.code = compared.was_status_code
    left join choice as status
        on status.list_code = 'ocg_status' and status.code = compared.status_code
)
select
    change.code as change_code,
    kind.label as change,
    changes.ocg_ref,
    change.was as was,
    change.is_now as is_now,
    this.was_return_id,
    this.was_as_at_on,
    this.was_file_name,
    this.body_code,
    this.return_id,
    this.file_name,
    changes.row_number
from changes
cross join this
join choice as kind on kind.list_code = 'return_ocg_change' and kind.code = change.code
order by kind.display_order, changes.ocg_ref
