-- What the made-up board's secretariat files after each meeting.

create temp table made_meeting as
select
    return_id,
    as_at_on as meeting_on,
    row_number() over (order by as_at_on)::integer as meeting_number
from made_return
join body using (body_code)
where kind_code = 'region';

insert into board_meeting by name
select return_id, 2 as row_number, meeting_on, 'Chair, national board' as chair_role
from made_meeting
order by return_id;

insert into attendance by name
with attended as (
    select made_meeting.*, story.body_code, body_number,
        luck(story.body_code || ' attends ' || meeting_on) as fortune
    from made_meeting
    cross join story
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by body_number))::integer as row_number,
    meeting_on,
    body_code,
    fortune > 0.12 as is_present,
    case when fortune > 0.8 then 'Head of Intelligence, deputising'
        when fortune > 0.12 then 'Director of Intelligence' end as attendee_role
from attended
order by return_id, row_number;

insert into decision by name
select
    return_id,
    (1 + decision_number)::integer as row_number,
    format('D-{:04d}', 2 * (meeting_number - 1) + decision_number) as decision_ref,
    meeting_on,
    pick([
        'Meet every second month; every body returns monthly',
        'Keep each scoring method beside its score; never compare across methods',
        'Use one trigger form everywhere', 'Adopt one 4P plan template for new groups',
        'Count a local profile as live only where partners can open it',
        'Write to a body that misses two returns'
    ], 'decision ' || meeting_number || ' ' || decision_number) as decision,
    null as finding_ref
from made_meeting
cross join (select unnest([1, 2]) as decision_number)
order by return_id, row_number;

-- One row per state of an action: raised, moved at the meetings after it, and closed.
insert into action by name
with raised as (
    select
        meeting_number, meeting_on as raised_on, number_there,
        format('A-{:04d}', 6 * (meeting_number - 1) + number_there) as action_ref,
        'action ' || meeting_number || ' ' || number_there as key,
        whole(key || ' owner', 1, bodies) as owner_number,
        whole(key || ' due', 70, 120) as due_days,
        len(list_filter([0.65, 0.85, 0.95], lambda share: luck(key || ' moved') > share)) as moves,
        luck(key || ' closed') as fortune
    from made_meeting
    cross join (select unnest([1, 2, 3, 4, 5, 6]) as number_there)
    cross join (select count(*) as bodies from story)
),
stated as (
    select
        raised.*, met.return_id, met.meeting_on, 'open' as status_code, null::date as closed_on,
        met.meeting_on + due_days as due_on,
        case when met.meeting_number > raised.meeting_number then 'Chair, national board' end
            as redate_agreed_by_role
    from raised
    join made_meeting as met
        on met.meeting_number between raised.meeting_number and raised.meeting_number + moves
),
-- Nearly all are closed, from twenty days before their last due date to forty after it.
ended as (
    select
        stated.* exclude (return_id, meeting_on, status_code, closed_on),
        due_on + whole(key || ' closed on', -20, 40) as ended_on,
        if(fortune < 0.03, 'withdrawn', 'closed') as end_code
    from stated
    join made_meeting as met using (return_id)
    where met.meeting_number = stated.meeting_number + moves and fortune < 0.97
),
every_state as (
    select * from stated
    union all by name
    select
        ended.* exclude (ended_on, end_code), met.return_id, met.meeting_on,
        end_code as status_code, ended_on as closed_on
    from ended
    asof join made_meeting as met on met.meeting_on >= ended.ended_on
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by action_ref))::integer as row_number,
    action_ref,
    raised_on,
    pick([
        'Share the 4P plan template in use', 'Clear the assessments out of date',
        'Host a workshop on Prevent and Protect', 'Report workload per investigator',
        'Take a dip sample of 20 trigger forms', 'Publish the plans still missing',
        'Agree one training record for lead officers', 'Lend an analyst for peer scoring',
        'List the partners without access to a local profile'
    ], every_state.key || ' text') as action,
    owner.body_code as owner_body_code,
    'Head of Intelligence' as owner_role,
    due_on,
    status_code,
    closed_on,
    case when raised_on >= made_claim.published_on and luck(every_state.key || ' finding') < 0.8
        then made_claim.finding_ref end as finding_ref,
    redate_agreed_by_role
from every_state
join story as owner on owner.body_number = owner_number
left join made_claim
    on made_claim.body_code = owner.body_code
    and made_claim.finding_number = 1 + number_there % 2
order by return_id, row_number;

insert into verification by name
with claimed as (
    select made_claim.*, next_body.body_code as next_body_code, delivered_on + 60 as ready_on
    from made_claim
    join story using (body_code)
    join story as next_body
        on next_body.body_number = story.body_number % (select count(*) from story) + 1
    where luck(key || ' verified') < 0.8
),
tested as (
    select
        claimed.*, met.meeting_number as tested_at,
        case when luck(key || ' found') < 0.1 then 'disputed'
            when luck(key || ' found') < 0.2 then 'not-verified'
            else 'regionally-assured' end as found_code
    from claimed
    asof join made_meeting as met on met.meeting_on >= claimed.ready_on
),
every_test as (
    select *, found_code as verified_stage_code, tested_at as meeting_number,
        next_body_code as verifier_body_code, 'Peer reviewer, SOC' as verifier_role,
        null as document_title
    from tested
    union all by name
    -- A year later the inspectorate closes some of what was assured.
    select *, 'closed-by-hmicfrs' as verified_stage_code, tested_at + 6 as meeting_number,
        'Letter of closure (made up)' as document_title
    from tested
    where found_code = 'regionally-assured' and luck(key || ' inspected') < 0.4
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by body_code, finding_ref))::integer
        as row_number,
    finding_ref,
    body_code,
    verified_stage_code,
    meeting_on - 6 as verified_on,
    verifier_body_code,
    verifier_role,
    'Twenty records read against the claim' as evidence_seen,
    document_title,
    case when document_title is not null then meeting_on - 9 end as document_on,
    case when document_title is not null then 'made up ' || return_id end as document_ref
from every_test
join made_meeting using (meeting_number)
order by return_id, row_number;
