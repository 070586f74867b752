-- Blocking in statements that SQLite, DuckDB and Spark all read. Each `-- table` is made once, in order.
-- In: `raw`, a row a report (profiles.Profile), where one may come twice, and `mark` (profiles.Mark). Out: `rec`, `node`, and
-- the pairs to compare: `candidate` and `quiet_pair`. `{{carried}}` are the columns of a profile that nothing here changes.

-- table: rec
-- Reports that say the same of a town, a day and a side are one node, unless one article tells them apart. So are the rows
-- of a dataset with one id, and no others of its rows: each is an event.
select own, article, case when alike > 1 and dataset = 0 then own else shared end as p
from (select own, article, shared, dataset, count(*) over (partition by article, shared) as alike
      from (select distinct own, article, shared, dataset from raw) once) told

-- table: bare
-- Rows of one digest differ in what it leaves out: how many terms there are.
select first_of.p, first_of.copies, raw.*
from (select p, min(own) as first_own, count(*) as copies from rec group by p) first_of
join (
  select {columns} from raw join (select own as once from raw group by own having count(*) = 1) single on single.once = raw.own
  union all
  select {columns} from (
    select raw.*, row_number() over (partition by own order by termed desc) as nth
    from raw join (select own as again from raw group by own having count(*) > 1) repeated on repeated.again = raw.own) told
  where nth = 1
) raw on raw.own = first_of.first_own

-- table: region_of
-- The region and the country that most reports of a town (of a region) give it fill in for those that give none.
select city_at, region_at from (
  select city_at, region_at, n, sum(n) over (partition by city_at) as total,
    row_number() over (partition by city_at order by n desc, region_at) as nth
  from (select city_at, region_at, count(*) as n from bare
        where city_at is not null and region_at is not null group by city_at, region_at) counted) ranked
where nth = 1 and n * 10 >= total * 8

-- table: regional
select bare.p, copies, own, {carried}, bare.city_at, coalesce(bare.region_at, region_of.region_at) as region_at, country, first_day, last_day
from bare left join region_of on region_of.city_at = bare.city_at and (bare.meant_at is null or bare.meant_at = region_of.region_at)

-- table: country_of
select region_at, country from (
  select region_at, country, n, sum(n) over (partition by region_at) as total,
    row_number() over (partition by region_at order by n desc, country) as nth
  from (select region_at, country, count(*) as n from regional
        where region_at is not null and country is not null group by region_at, country) counted) ranked
where nth = 1 and n * 10 >= total * 8

-- table: placed
select p, copies, own, {carried}, city_at, regional.region_at, coalesce(regional.country, country_of.country) as country, first_day, last_day,
  case when city_at is null and regional.region_at is null then 1 else 0 end as unplaced,
  coalesce(first_day - first_day % 91, -1) as quarter, coalesce((first_day - 1) - (first_day - 1) % 3, -1) as days
from regional left join country_of on country_of.region_at = regional.region_at

-- table: told_on
-- The day on which each report has its event, or was published if it gives none, at each level of its place. Rows of a dataset
-- are of an event each: however many there are of one day, they make no large event.
select level, case level when 'city' then city_at when 'region' then region_at else country end as place, country, kin, type, dated,
  case when dated = 1 then first_day else last_day end as day, by1, on1
from placed join (select 'city' as level union all select 'region' union all select 'country') levels
  on case level when 'city' then city_at when 'region' then region_at else country end is not null
where dataset = 0 and first_day is not null and (dated = 0 or first_day = last_day)

-- table: daily
select level, place, kin, type, dated, day, max(country) as country, count(*) as n from told_on group by level, place, kin, type, dated, day

-- table: crest
-- The days of which a place tells most, for each type: of five the first, and of the types that may be taken for it half as much.
-- Reports that give no day have crests of their own, of days of publication.
select level, place, country, kin, type, dated, day, n from (
  select daily.*, max(n) over (partition by level, place, type, dated order by day range between 2 preceding and 2 following) as type_top,
    max(n) over (partition by level, place, kin, dated order by day range between 2 preceding and 2 following) as kin_top
  from daily) topped
where n = type_top and 2 * n >= kin_top and n >= 3 * {clump}

-- table: spanned
select crest.level, crest.place, crest.type, crest.dated, crest.day, max(told.day) - min(told.day) + 1 as length
from crest join daily told on told.level = 'country' and told.place = crest.country and told.day between crest.day - 45 and crest.day + 45
group by crest.level, crest.place, crest.type, crest.dated, crest.day

-- table: expected
-- What a place's other days of three months see of the type, on a day: by the days over which the country is told of, and no
-- less than a place of which little is known. One as large as half the crest is large itself, and counts no more than that.
select crest.level, crest.place, crest.type, crest.dated, crest.day,
  greatest((sum(other) + {prior} / 91e0) / (91 + {prior}), sum(other) / greatest(3e0, coalesce(max(length), 0) - 3)) as daily_rate
from (select crest.*, case when abs(told.day - crest.day) <= 1 then 0e0 else least(told.n, crest.n / 2e0) end as other
      from crest join daily told on told.level = crest.level and told.place = crest.place and told.type = crest.type and told.dated = crest.dated
        and told.day between crest.day - 45 and crest.day + 45) crest
left join spanned on spanned.level = crest.level and spanned.place = crest.place and spanned.type = crest.type and spanned.dated = crest.dated
  and spanned.day = crest.day
group by crest.level, crest.place, crest.type, crest.dated, crest.day

-- table: peak
-- A crest that chance does not put together, of incidents of at most {clump} reports: four deviations above what is expected.
select crest.level, crest.place, kin, crest.type, crest.dated, crest.day, n, daily_rate
from crest join expected x on x.level = crest.level and x.place = crest.place and x.type = crest.type and x.dated = crest.dated and x.day = crest.day
where n >= daily_rate + 4 * sqrt(daily_rate * {clump}) + 3 * {clump}

-- table: agreed
-- How often two reports of a peak that name a side name the same.
select level, place, kin, type, dated, day, sum(cast(n as double) * n) / (cast(sum(n) as double) * sum(n)) as alike from (
  select peak.level, peak.place, peak.kin, peak.type, peak.dated, peak.day, side, named, count(*) as n
  from (select level, place, type, dated, day, 'by' as side, by1 as named from told_on where by1 is not null
        union all select level, place, type, dated, day, 'on', on1 from told_on where on1 is not null) told
  join peak on peak.level = told.level and peak.place = told.place and peak.type = told.type and peak.dated = told.dated and peak.day = told.day
  group by peak.level, peak.place, peak.kin, peak.type, peak.dated, peak.day, side, named) sides
group by level, place, kin, type, dated, day, side having sum(n) >= {clump}

-- table: outstanding
-- How much rarer such a peak is by chance than as one event, in hundredths of a bit. Of its reports, the share that its sides do
-- not show to be of one event counts as chance; if that leaves less than four in five, it is many events.
select level, place, kin, type, dated, day, n, by_chance from (
  select peak.*, daily_rate + case when alike is null then 0 else n * least(1e0, greatest(0e0, ({sides_one} - alike) / ({sides_one} - {sides_chance}))) end as by_chance
  from peak left join (select level, place, type, dated, day, min(alike) as alike from agreed group by level, place, type, dated, day) a
    on a.level = peak.level and a.place = peak.place and a.type = peak.type and a.dated = peak.dated and a.day = peak.day) judged
where n >= 4 * by_chance

-- table: mention
-- Of what lasts, the days on which a place is told of it, at the level of its narrowest part: of a report that gives no day, that of its
-- publication; -1 where nothing tells even that.
select case when city_at is not null then 'city' when region_at is not null then 'region' else 'country' end as level,
  coalesce(city_at, region_at, country) as place, kin, type, coalesce(case when dated = 1 then first_day else last_day end, -1) as day, count(*) as n
from placed where kin in ({spells}) and dataset = 0 and coalesce(city_at, region_at, country) is not null
  and (first_day is not null or (weekday is null and day_of_month is null))
group by case when city_at is not null then 'city' when region_at is not null then 'region' else 'country' end,
  coalesce(city_at, region_at, country), kin, type, coalesce(case when dated = 1 then first_day else last_day end, -1)

-- table: heavy
-- Days about which, of five, more is told than two incidents of {clump} reports, in runs: `fresh` begins one.
select level, place, kin, type, day, case when day - lag(day) over (partition by level, place, type order by day) <= 5 then 0 else 1 end as fresh from (
  select mention.*, sum(n) over (partition by level, place, type order by day range between 2 preceding and 2 following) as near
  from mention where day >= 0) summed
where near >= 2 * {clump}

-- table: run
select level, place, kin, type, min(day) - 2 as first_day, max(day) + 2 as last_day from (
  select heavy.*, sum(fresh) over (partition by level, place, type order by day) as nth from heavy) numbered
group by level, place, kin, type, nth having max(day) - min(day) <= {spell_days}

-- table: spell
-- A flood, say, that a place is told of for days, or that reports give different days: a place has one at a time, so that the other days
-- of the run do not count against it. Of reports of which no day is known, all are of one if the others lie within a run.
select level, place, kin, type, first_day, last_day, n, by_chance from (
  select level, place, kin, type, first_day, last_day, n, (last_day - first_day + 1) * (other + {prior} / 91e0) / (91 + {prior}) as by_chance from (
    select run.level, run.place, run.kin, run.type, first_day, last_day,
      sum(case when day between first_day and last_day then n else 0 end) as n,
      sum(case when day between first_day and last_day then 0e0 else n end) as other
    from run join mention on mention.level = run.level and mention.place = run.place and mention.type = run.type
      and day between first_day - 45 and last_day + 45
    group by run.level, run.place, run.kin, run.type, first_day, last_day) told) rated
where n >= 4 * by_chance + 2 * {clump}
union all
select level, place, kin, type, coalesce(min(case when day >= 0 then day end), 1), greatest(max(day), 1), sum(n), {prior} / 91e0 / (91 + {prior}) * {spell_days}
from mention group by level, place, kin, type
having sum(case when day < 0 then n else 0 end) >= 2 * {clump} and coalesce(max(day) - min(case when day >= 0 then day end), 0) <= {spell_days}

-- table: story
-- A peak, or a spell where no day has half of its reports; days of publication count where no report gives a day.
select level, place, kin, type, first_day, last_day, n, lasts, least({city_most}, cast(round(2 * log2(n / by_chance)) as integer) * 50) as rare from (
  select o.level, o.place, o.kin, o.type, o.day as first_day, o.day as last_day, o.n, 0 as lasts, o.by_chance
  from outstanding o left join spell on spell.level = o.level and spell.place = o.place and spell.type = o.type
    and o.day between spell.first_day - 1 and spell.last_day + 1 and 2 * o.n < spell.n
  left join outstanding d on o.dated = 0 and d.dated = 1 and d.level = o.level and d.place = o.place and d.type = o.type
    and d.day between o.day - {lasting} and o.day + 1
  where spell.n is null and d.n is null and (o.dated = 1 or o.kin not in ({spells}))
  union all
  select spell.level, spell.place, spell.kin, spell.type, spell.first_day, spell.last_day, spell.n, 1, spell.by_chance
  from spell left join outstanding o on o.dated = 1 and o.level = spell.level and o.place = spell.place and o.type = spell.type
    and o.day between spell.first_day - 1 and spell.last_day + 1 and 2 * o.n >= spell.n
  where o.n is null) either

-- table: storied
-- The story that each report may tell: one of its place and kin, of its day or the days beside it; where it gives no day, one of the
-- last {lasting} days before it was published, and the largest if nothing tells when that was.
select level, p, case own when 1 then story_day end as told_day, rare, own, own * lasts as lasts from (
  select met.*, row_number() over (partition by level, p order by own desc, off, n desc, story_day) as nth from (
    select story.level, placed.p, story.first_day as story_day, story.rare, story.n, lasts, case when story.type = placed.type then 1 else 0 end as own,
      case when placed.first_day is null then 0 else greatest(0, placed.first_day - story.last_day, story.first_day - placed.last_day) end as off
    from placed join story on story.kin = placed.kin
      and story.place = case story.level when 'city' then placed.city_at when 'region' then placed.region_at else placed.country end
    where (placed.first_day is null and weekday is null and day_of_month is null)
      or (story.first_day <= placed.last_day + 1 and story.last_day >= placed.first_day - case when dated = 1 then 1 else {lasting} end)) met) ranked
where nth = 1

-- table: counted
-- `apart` from those of a story, which says nothing of how often else something happens there.
select level, place, quarter, days, max(country) as country, count(*) as n, sum(apart) as apart, max(crowd) as crowd from (
  select level, place, quarter, days, country, crowd, case when told.p is null then 1 else 0 end as apart from (
    select 'city' as level, city_at as place, quarter, days, country, p, crowd from placed where city_at is not null
    union all select 'region', region_at, quarter, days, country, p, 1 from placed where region_at is not null
    union all select 'country', country, quarter, days, country, p, 1 from placed where country is not null) named
  left join (select distinct p from storied where own = 1) told on told.p = named.p) marked
group by level, place, quarter, days

-- table: seen
-- How many reports a place sees in the quarter, and `near` of them within nine days: what is going on there now.
select level, place, quarter, days, country, max(crowd) over (partition by level, place, quarter) as crowd, sum(n) over (partition by level, place, quarter) as total,
  case when days < 0 then 0 else sum(n) over (partition by level, place, quarter order by days range between 3 preceding and 3 following) end as near,
  sum(apart) over (partition by level, place, quarter) as total_apart,
  case when days < 0 then 0 else sum(apart) over (partition by level, place, quarter order by days range between 3 preceding and 3 following) end as near_apart
from counted

-- table: watched
-- On how many days of a quarter a country is told of.
select place as country, quarter, 3 * count(*) as length from seen where level = 'country' and days >= 0 group by place, quarter

-- table: rarity
-- Hundredths of a bit, in steps of a half: one more report seldom moves it. A village is not rarer than {city_most}.
-- What is near is left out, as far as the place is known from other days: one event that all tell of does not make it common.
select level, place, quarter, days,
  cast(round(2 * log2((91 - 9 * apart + {prior}) / (total_apart - near_apart * apart + crowd * {prior} / 91e0))) as integer) * 50 as rare
from (
  select seen.*, coalesce(length, 0) as length, least(1e0, greatest(0, coalesce(length, 0) - 9) / 45e0) as apart
  from seen left join watched on watched.country = seen.country and watched.quarter = seen.quarter) known

-- table: rated
-- By itself: of joins with the few stories too DuckDB expects few rows, and holds every report for each of them.
select p, city_at, region_at, dated, first_day, last_day, c.rare as city_rare, r.rare as region_rare, n.rare as country_rare
from placed
left join rarity c on c.level = 'city' and c.place = city_at and c.quarter = placed.quarter and c.days = placed.days
left join rarity r on r.level = 'region' and r.place = region_at and r.quarter = placed.quarter and r.days = placed.days
left join rarity n on n.level = 'country' and n.place = placed.country and n.quarter = placed.quarter and n.days = placed.days

-- table: known
select rated.p as known_p,
  case when dated = 0 then least(first_day, coalesce(sc.told_day, sr.told_day, sn.told_day)) else first_day end as first_day,
  case when dated = 0 then coalesce(last_day, sc.told_day, sr.told_day, sn.told_day) else last_day end as last_day,
  least({city_most}, coalesce(city_rare, {city_most})) as city_rare,
  least({region_most}, coalesce(region_rare, {region_most})) as region_rare,
  least({country_most}, coalesce(country_rare, 0)) as country_rare,
  sc.rare as city_story, sr.rare as region_story, sn.rare as country_story,
  coalesce(sc.told_day, sr.told_day, sn.told_day) as story_day,
  case when coalesce(sc.lasts, sr.lasts, sn.lasts) = 1 then coalesce(sc.told_day, sr.told_day, sn.told_day) end as spell_day
from rated
left join storied sc on sc.level = 'city' and sc.p = rated.p
left join storied sr on sr.level = 'region' and sr.p = rated.p and (city_at is null or sc.p is not null)
left join storied sn on sn.level = 'country' and sn.p = rated.p and (city_at is null or sc.p is not null)
  and (region_at is null or sr.p is not null)

-- table: node
-- What is known, beside the columns of the profile: joined once, for all of them together take a kilobyte a report.
select p, copies, own, {carried}, city_at, region_at, country, unplaced, known.first_day, known.last_day,
  city_rare, region_rare, country_rare, city_story, region_story, country_story, story_day, spell_day,
  (least(known.first_day, spell_day) - 1) - (least(known.first_day, spell_day) - 1) % 3 as bucket0,
  least(known.last_day + 1 - (known.last_day + 1) % 3, (least(known.first_day, spell_day) - 1) - (least(known.first_day, spell_day) - 1) % 3 + 30) as bucket1,
  greatest(city_rare, coalesce(city_story, 0)) as city_top, greatest(region_rare, coalesce(region_story, 0)) as region_top,
  greatest(country_rare, coalesce(country_story, 0)) as country_top
from placed join known on known_p = p

-- table: seed
-- Reports of one story that agree in all but their figures are one group from the start: place, day and type speak for each pair
-- of them with {seeded} hundredths of a bit at least, and no figures speak as strongly against. But for those that one article
-- tells apart.
select node.p, min(node.p) over (partition by type, city_at, region_at, country, first_day, last_day, by1, by2, on1, on2) as seed
from node left join (
  select distinct p from rec join (select article from rec group by article having count(*) > 1) several on several.article = rec.article) told
on told.p = node.p
where story_day is not null and told.p is null and node.dataset = 0 and {seeded} <= case when kin = 'violence' then -60 else 150 end - 210 * (1 - dated)
  + case when city_at is not null then city_top + 50 when region_at is not null then region_top + 70 else country_top - 90 end

-- table: place_key
-- Two reports are compared if they share a town (or a quarter, a county by that name), a region and a kin of event, towns that lie
-- near each other and a kin, or (one of them unplaced) a country and a kin.
select 'c' as level, city_at as place, '' as kin, p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where city_at is not null
union all
select 'c', other_at, '', p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where other_at <> city_at
union all
select 'c', quarter_at, '', p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where quarter_at is not null and (city_at is null or quarter_at <> city_at)
union all
select 'c', county_at, '', p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where city_at is null and county_at is not null
union all
select 'r', region_at, kin, p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where region_at is not null
union all
select 'r', city_at, kin, p, city_at, county_at, px, py, pz, bucket0, bucket1 from node
where city_at is not null and (region_at is null or region_at <> city_at)
union all
select 'g', cell, kin, p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where cell is not null
union all
select 'g', next_cell, kin, p, city_at, county_at, px, py, pz, bucket0, bucket1 from node where next_cell is not null

-- table: block
-- A whole number for each: what is joined by the tens of millions should be short.
select level, place, kin, cast(row_number() over (order by level, place, kin) as bigint) * 1000000 as block
from (select distinct level, place, kin from place_key) named

-- table: day_key
-- ... and three days, or their neighbours. Of a region's storms and floods, only towns near each other or named alike are compared: two
-- towns mostly have two floods. `bucket = greatest(x.bucket0, y.bucket0)` meets each pair once.
select block + bucket0 + step.days as block, case when place_key.level = 'c' or place_key.kin in ({hazards}) then 0 else 1 end as wide, p,
  city_at, county_at, px, py, pz, bucket0, bucket0 + step.days as bucket
from place_key join block on block.level = place_key.level and block.place = place_key.place and block.kin = place_key.kin
join step on bucket0 + step.days <= bucket1

-- table: crowd
-- A block too large for all its pairs: of these, one in `stands` is drawn, and stands for so many.
select block, count(*) as size, cast((count(*) - 1 - (count(*) - 1) % {most}) / {most} as bigint) + 1 as stands
from day_key group by block having count(*) > {most}

-- table: quiet_key
select day_key.* from day_key left join crowd on crowd.block = day_key.block where crowd.block is null

-- table: crowded_key
-- In a crowd a report is compared with its neighbours in two orders, which finds those most like it ...
select block, p, sorted, nth - nth % {stretch} as stretch from (
  select k.block, k.p, 1 as sorted, row_number() over (partition by k.block
    order by node.city_at nulls last, type, by1 nulls last, on1 nulls last, killed_low nulls last, k.p) as nth
  from day_key k join crowd on crowd.block = k.block join node on node.p = k.p
  union all
  select k.block, k.p, 2, row_number() over (partition by k.block
    order by killed_low nulls last, on1 nulls last, by1 nulls last, node.city_at nulls last, type, k.p) as nth
  from day_key k join crowd on crowd.block = k.block join node on node.p = k.p) ordered

-- table: drawn_key
-- ... and, where one story makes the crowd, with some drawn by lot, which shows what all its pairs are like: in the order of digests, in three times `stands` slots
-- laid in a ring, each slot with itself and the next. So a busy day costs no more than its length.
select block, wide, p, city_at, county_at, px, py, pz, bucket0, bucket, stands, (place - place % size) / size as slot from (
  select k.block, wide, p, city_at, county_at, px, py, pz, bucket0, bucket, stands, size,
    (row_number() over (partition by k.block order by p) - 1) * 3 * stands as place
  from day_key k join crowd on crowd.block = k.block) ordered

-- table: country_key
select country, kin, p, unplaced, bucket0, bucket0 + step.days as bucket
from node join step on bucket0 + step.days <= bucket1 where country is not null

-- table: country_block
-- Those in which a report has no place, with how many pairs each that is compared stands for.
select country, kin, bucket, count(*) as size, 1 + cast((pairs - pairs % ({most} * {most})) / ({most} * {most}) as bigint) as stands from (
  select country, kin, bucket, p, sum(unplaced) over (partition by country, kin, bucket) * count(*) over (partition by country, kin, bucket) as pairs
  from country_key) counted
where pairs > 0 group by country, kin, bucket, pairs

-- table: country_drawn
select country, kin, p, unplaced, bucket0, bucket, stands, (place - place % size) / size as slot from (
  select k.country, k.kin, p, unplaced, bucket0, k.bucket, stands, size,
    (row_number() over (partition by k.country, k.kin, k.bucket order by p) - 1) * 3 * stands as place
  from country_key k join country_block o on o.country = k.country and o.kin = k.kin and o.bucket = k.bucket) ordered

-- table: undated_key
-- A report without any day meets those of its place, where these are few.
select 'c' as level, city_at as place, '' as kin, p, case when first_day is null then 1 else 0 end as undated from node where city_at is not null
union all
select 'r', region_at, kin, p, case when first_day is null then 1 else 0 end from node where region_at is not null
union all
select 'r', city_at, kin, p, case when first_day is null then 1 else 0 end from node where city_at is not null and (region_at is null or region_at <> city_at)
union all
select 'n', country, kin, p, case when first_day is null then 1 else 0 end from node where country is not null

-- table: undated_block
select level, place, kin from undated_key group by level, place, kin
having sum(undated) > 0 and count(*) <= {most}

-- table: topic_key
-- A report without a place meets those that share a word of its topic, where the word is rare.
select distinct node_mark.mark, node.kin, node.p, node.unplaced
from (select distinct rec.p, mark.mark from mark join rec on rec.own = mark.own where mark.kind = 'topic') node_mark
join node on node.p = node_mark.p

-- table: topic_block
select mark, kin from topic_key group by mark, kin having sum(unplaced) > 0 and count(*) <= {most}

-- table: node_mark
select distinct rec.p, mark.kind, mark.mark, mark.expected from mark join rec on rec.own = mark.own where mark.kind <> 'topic'

-- table: site_key
-- What tells the sites of reports apart: their nouns and numbers, or one of their words ("market" and "Central Market" may be one).
select node.p, coalesce(spot || coalesce(site_number, ''), site_number, cast(word as varchar(20))) as site
from node left join (select p, min(mark) as word from node_mark where kind = 'site' group by p) worded on worded.p = node.p
where sited > 0 or spot is not null or site_number is not null

-- table: term
-- How rare a word is, in hundredths of a bit to the half: as rare as in {articles} articles of news and in the reports at hand.
select mark, n, cast(round(2 * log2(({articles} + articles) / (expected + n))) as integer) * 50 as rare
from (select mark, count(*) as n, max(expected) as expected from node_mark where kind = 'term' group by mark) counted
join (select count(*) as articles from node where termed > 0) told on 1 = 1

-- table: term_key
select p, node_mark.mark, rare from node_mark join term on term.mark = node_mark.mark
where kind = 'term' and n between 2 and {few_reports} and rare >= {rare_word}

-- table: term_pair
-- Reports of any place and day are compared if they share several rare words: names, streets, numbers of houses.
-- Fewer will do where the days are near.
select a, b from (
  select x.p as a, y.p as b, sum(x.rare) as rare from term_key x join term_key y on x.mark = y.mark and x.p < y.p
  group by x.p, y.p having sum(x.rare) >= {some_words}) shared_words
join node x on x.p = a join node y on y.p = b
where rare >= {rare_words} or greatest(x.first_day, y.first_day) - least(x.last_day, y.last_day) <= 7

-- table: few_pair
-- Of few reports, all are compared.
select x.p as a, y.p as b from (select count(*) as n from node having count(*) <= {few}) small join node x on 1 = 1 join node y on x.p < y.p

-- table: candidate
select least(a, b) as a, greatest(a, b) as b, min(stands) as stands from (
  select x.p as a, y.p as b, 1 as stands from crowded_key x join crowded_key y
    on x.block = y.block and x.sorted = y.sorted and x.stretch = y.stretch and x.p < y.p
  union all
  select x.p, y.p, 1 from crowded_key x join crowded_key y
    on x.block = y.block and x.sorted = y.sorted and x.stretch + {stretch} = y.stretch and x.p <> y.p
  union all
  select x.p, y.p, x.stands from drawn_key x join drawn_key y
    on x.block = y.block and y.slot = x.slot and x.p < y.p and x.bucket = greatest(x.bucket0, y.bucket0)
  where {apart}
  union all
  select x.p, y.p, x.stands from drawn_key x join drawn_key y
    on x.block = y.block and y.slot = (x.slot + 1) % (3 * x.stands) and x.p <> y.p and x.bucket = greatest(x.bucket0, y.bucket0)
  where {apart}
  union all
  select x.p, y.p, x.stands from country_drawn x join country_drawn y
    on x.country = y.country and x.kin = y.kin and x.bucket = y.bucket and y.slot = x.slot and x.p <> y.p
  where x.unplaced = 1 and x.bucket = greatest(x.bucket0, y.bucket0)
  union all
  select x.p, y.p, x.stands from country_drawn x join country_drawn y
    on x.country = y.country and x.kin = y.kin and x.bucket = y.bucket and y.slot = (x.slot + 1) % (3 * x.stands) and x.p <> y.p
  where x.unplaced + y.unplaced > 0 and x.bucket = greatest(x.bucket0, y.bucket0)
  union all
  select x.p, y.p, 1 from undated_key x join undated_key y on x.level = y.level and x.place = y.place and x.kin = y.kin and x.p <> y.p
    join undated_block o on o.level = x.level and o.place = x.place and o.kin = x.kin
  where x.undated = 1
  union all
  select x.p, y.p, 1 from topic_key x join topic_key y on x.mark = y.mark and x.kin = y.kin and x.p <> y.p
    join topic_block o on o.mark = x.mark and o.kin = x.kin
  where x.unplaced = 1
  union all
  select a, b, 1 from term_pair
  union all
  select a, b, 1 from few_pair) met
group by least(a, b), greatest(a, b)

-- table: quiet_pair
-- Two towns of one region are compared only if their names begin alike: else they are two, whatever else agrees.
select x.p as a, y.p as b from quiet_key x join quiet_key y
  on x.block = y.block and x.p < y.p and x.bucket = greatest(x.bucket0, y.bucket0)
where {apart}

