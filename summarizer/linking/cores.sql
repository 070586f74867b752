-- Cores that hold two large events of a town and a day: reports of one site all give one range of tolls, those of another site
-- another range. In: `node`, `site_key`, and {{sure}}, the sure clusters. Out: `core`, the same with such clusters divided.

-- table: site_toll
-- The tolls that a core's reports of each site give, of sites that {several} of them name.
select label, site, min(killed_low) as low, max(killed_high) as high from (
  select label, site, copies, killed_low, killed_high
  from {sure} join node on node.p = {sure}.p join site_key on site_key.p = node.p
  where killed_low is not null and killed_high is not null and dataset = 0) sited
group by label, site having sum(copies) >= {several}

-- table: toll_range
-- Ranges that meet are of one event, whatever the sites are called: `part` numbers those that do not.
select label, site, low, high, sum(fresh) over (partition by label order by low, site) as part from (
  select ranked.*, case when low > {apart} * before then 1 else 0 end as fresh from (
    select site_toll.*, max(high) over (partition by label order by low, site rows between unbounded preceding and 1 preceding) as before
    from site_toll) ranked) begun

-- table: divided
-- A report goes with those of its site, one that names none of these sites with those whose tolls it gives; others are left over.
select p, label, coalesce(by_site, by_toll, -1) as part from (
  select placed.p, placed.label, max(case when r.site = placed.site then r.part end) as by_site,
    max(case when placed.killed_low >= r.low and placed.killed_high <= r.high then r.part end) as by_toll
  from (select {sure}.p, label, site, killed_low, killed_high
        from {sure} join node on node.p = {sure}.p left join site_key on site_key.p = node.p) placed
  join (select toll_range.* from toll_range join (select label from toll_range group by label having max(part) > 0) twofold
        on twofold.label = toll_range.label) r on r.label = placed.label
  group by placed.p, placed.label) told

-- table: core
select {sure}.p, coalesce(min({sure}.p) over (partition by {sure}.label, part), {sure}.label) as label
from {sure} left join divided on divided.p = {sure}.p
