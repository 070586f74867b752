-- Scoring in statements that SQLite, DuckDB and Spark all read. In: the tables of `blocking.sql`. Out: `pair`, the match weight of
-- each pair of nodes that is compared. `{{place}}`, `{{coarse}}` and the like are the terms of `evidence.toml` with the weights of the corpus.

-- table: coarse_pair
-- Place, day and type first: most candidates end here.
-- Those that share rare words go on whatever their places and days.
-- The weights are added up in the condition: DuckDB would put a lone column's whole term there, and weigh each pair twice.
select weighed.a, weighed.b, stands, place + others as w, place, unplaced from (
  select a, b, stands, {place} as place, {coarse} as others, greatest(x.unplaced, y.unplaced) as unplaced
  from (select a, b, min(stands) as stands from (select a, b, 1 as stands from quiet_pair union all select a, b, stands from candidate) told
        group by a, b) met
  join node x on x.p = a join node y on y.p = b and (y.dataset <> x.dataset or y.dataset = 0)
  where stands = 1 or x.story_day is not null or y.story_day is not null) weighed
left join term_pair on term_pair.a = weighed.a and term_pair.b = weighed.b
where place + others > {coarse_floor} or term_pair.a is not null

-- table: shared
-- Words of the topic count only where a place does not. DuckDB would make sums of 128 bits.
-- `case when a >= 0` has the marks joined to the pairs: joined to each other first, a common one would cost its square.
select a, b, cast(sum(figures) as integer) as figures, cast(sum(quotes) as integer) as quotes, cast(sum(sites) as integer) as sites, cast(sum(victims) as integer) as victims, cast(sum(names) as integer) as names, cast(sum(persons) as integer) as persons, cast(sum(terms) as integer) as terms, cast(sum(topics) as integer) as topics from (
  select a, b, case when x.kind = 'figure' then 1 else 0 end as figures, case when x.kind = 'quote' then 1 else 0 end as quotes,
    case when x.kind = 'site' then 1 else 0 end as sites, case when x.kind = 'victim' then 1 else 0 end as victims, case when x.kind = 'name' then 1 else 0 end as names, case when x.kind = 'person' then 1 else 0 end as persons, coalesce(rare, 0) as terms, 0 as topics
  from coarse_pair join node_mark x on x.p = a join node_mark y on y.p = b and y.kind = case when a >= 0 then x.kind end
    and y.mark = case when a >= 0 then x.mark end
  left join term on x.kind = 'term' and term.mark = x.mark
  union all
  select a, b, 0, 0, 0, 0, 0, 0, 0, 1 from coarse_pair join topic_key x on x.p = a join topic_key y on y.p = b and y.mark = case when a >= 0 then x.mark end
  where coarse_pair.unplaced = 1) told
group by a, b

-- table: shared_article
-- What one article keeps apart is kept apart, unless others bring it together.
select a, b, count(*) as articles
from coarse_pair
join (select rec.p, rec.article from rec join (select article from rec group by article having count(*) > 1) several
      on several.article = rec.article) x on x.p = a
join rec y on y.p = b and y.article = x.article
group by a, b

-- table: pair
-- `w` is what speaks for one pair of reports. Of all copies of both together, and of the pairs that it stands for, `s` is the sum of what any pair tells, and
-- of each fine term (sides, toll) `s1` … its sum and `n1` … in how many pairs both reports tell it; `s0` is the sum of the places, `twice` in how many
-- pairs one article tells both.
select weighed.a, weighed.b, w + f1 + f2 + f3 + f4 as w, many as n,
  place * many as s0, (w - place) * many as s, coalesce(articles, 0) as twice,
  f1 * many as s1, told1 * many as n1, f2 * many as s2, told2 * many as n2,
  f3 * many as s3, told3 * many as n3, f4 * many as s4, told4 * many as n4
from (
  select coarse_pair.a, coarse_pair.b, x.copies * y.copies * stands as many, coarse_pair.w + {marked} as w, place,
    {perpetrator} as f1, case when x.by1 is null or y.by1 is null then 0 else 1 end as told1,
    {target} as f2, case when x.on1 is null or y.on1 is null then 0 else 1 end as told2,
    {toll} as f3, case when x.killed_low is null or y.killed_low is null then 0 else 1 end as told3,
    {wounded} as f4, case when x.wounded_low is null or y.wounded_low is null then 0 else 1 end as told4
  from coarse_pair join node x on x.p = coarse_pair.a join node y on y.p = coarse_pair.b
  left join shared m on m.a = coarse_pair.a and m.b = coarse_pair.b) weighed
left join shared_article t on t.a = weighed.a and t.b = weighed.b
where w + f1 + f2 + f3 + f4 > {floor}
