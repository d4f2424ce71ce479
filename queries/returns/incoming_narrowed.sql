-- Which returns are being checked? Run once for a batch of more than one turn, since rules cost
-- more to plan over these: from here on incoming_* are the returns in turn alone.
create or replace temp view incoming_this_sheet as
    from batch_this_sheet where return_id in (select return_id from turn);
create or replace temp view incoming_sheet as
    from batch_sheet where return_id in (select return_id from turn);
