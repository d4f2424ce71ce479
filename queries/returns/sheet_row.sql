-- Which rows came on which sheet of a return? The view sheet_row is this of every sheet.
-- Grain: one row per row of a sheet.
select 'this_sheet' as table_name, return_id from this_sheet
