-- What the pairs of a corpus agree on, counted: what `weights.py` learns from. In: the tables of `blocking.sql`, and `label`, pairs of
-- reports that a person decided. Out: `pattern`.

-- table: labelled
-- Pairs of nodes, each once. Reports of one node, or that came with an incident id, have none; of a node's copies that were
-- decided differently nothing is known.
select a, b, greatest(x.unplaced, y.unplaced) as unplaced, same from (
  select least(x.p, y.p) as a, greatest(x.p, y.p) as b, min(same) as same from label join rec x on x.own = own_a join rec y on y.own = own_b
  where x.p <> y.p group by least(x.p, y.p), greatest(x.p, y.p) having min(same) = max(same)) decided
join node x on x.p = a join node y on y.p = b and (y.dataset <> x.dataset or y.dataset = 0)

-- table: sampled
-- The pairs of one node in {stride}, of a place and neighbouring days: `p` is a digest, so that the order of reports decides nothing.
-- `control`: pairs of a place told of at other times, which are of two events whatever else they agree on.
-- `drawn` pairs are of the sample; the others were decided.
select least(a, b) as a, greatest(a, b) as b, max(unplaced) as unplaced, max(control) as control, max(drawn) as drawn from (
  select a, b, greatest(x.unplaced, y.unplaced) as unplaced, 0 as control, 1 as drawn from (
    select a, b from quiet_pair where a % {stride} = 0 union all select a, b from candidate where stands = 1 and a % {stride} = 0) met
  join node x on x.p = a join node y on y.p = b and (y.dataset <> x.dataset or y.dataset = 0)
  where {near}  union all
  select x.p, y.p, 0, 1, 1 from node x join node y on x.city_at = y.city_at and y.first_day - x.last_day between {control_first} and {control_last}
  where x.dated = 1 and y.dated = 1 and x.p % {stride} = 0 and y.p % {stride} = 0 union all
  select a, b, unplaced, 0, 0 from labelled) marked
group by least(a, b), greatest(a, b)

-- table: sampled_shared
-- Words of the topic count only where a place does not.
-- `case when a >= 0` has the marks joined to the pairs: joined to each other first, a common one would cost its square.
select a, b, sum(figures) as figures, sum(quotes) as quotes, sum(sites) as sites, sum(victims) as victims, sum(names) as names, sum(persons) as persons, sum(terms) as terms, sum(topics) as topics from (
  select a, b, case when x.kind = 'figure' then 1 else 0 end as figures, case when x.kind = 'quote' then 1 else 0 end as quotes,
    case when x.kind = 'site' then 1 else 0 end as sites, case when x.kind = 'victim' then 1 else 0 end as victims, case when x.kind = 'name' then 1 else 0 end as names, case when x.kind = 'person' then 1 else 0 end as persons, coalesce(rare, 0) as terms, 0 as topics
  from sampled join node_mark x on x.p = a join node_mark y on y.p = b and y.kind = case when a >= 0 then x.kind end
    and y.mark = case when a >= 0 then x.mark end
  left join term on x.kind = 'term' and term.mark = x.mark
  union all
  select a, b, 0, 0, 0, 0, 0, 0, 0, 1 from sampled join topic_key x on x.p = a join topic_key y on y.p = b and y.mark = case when a >= 0 then x.mark end
  where sampled.unplaced = 1) told
group by a, b

-- table: pattern
-- For each term the number of the level, 0 where it says nothing.
-- `same`: 1 or 0 where a person decided, else -1.
select {names}, base, drawn, same, control, count(*) as pairs from (
  select {levels}, {base} as base, drawn, coalesce(labelled.same, -1) as same, control
  from sampled join node x on x.p = sampled.a join node y on y.p = sampled.b
  left join sampled_shared m on m.a = sampled.a and m.b = sampled.b
  left join labelled on labelled.a = sampled.a and labelled.b = sampled.b) told
group by {names}, base, drawn, same, control
