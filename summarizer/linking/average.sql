-- One round of average linkage: every two groups that are each other's nearest become one. {at} numbers the round.
-- Between two groups of which neither has just grown nothing changes: only the other edges are added up and weighed again.

-- table: size_{at}
select label, cast(sum(size) as bigint) as size from label_{at} group by label

-- table: coded_{at}
-- The datasets of whose rows a group holds one.
select distinct label, dataset from label_{at} where dataset <> 0

-- table: barred_{at}
-- Two groups that hold rows of one dataset, which are two events, can never merge: their edge is gone for good.
select distinct a, b from edge_{at} join coded_{at} x on x.label = a join coded_{at} y on y.label = b and y.dataset = x.dataset

-- table: mean_{at}
-- A pair that was never compared counts {absent}, and the larger a group, the surer it must be. Sides and tolls count by
-- the mean of the pairs in which both reports tell them: many that are silent do not drown two that contradict. All but the
-- places (`s0`) counts the more, the more pairs say it; what one article tells apart (`twice`) is not averaged.
select edge_{at}.a, edge_{at}.b, {columns},
  cast(s0 as double) / n * least(n, x.size * y.size) / (x.size * y.size) + (1 + {gain} * log2(x.size * y.size)) * (
  case when n <= x.size * y.size then cast(s + {absent} * (x.size * y.size - n) as double) / (x.size * y.size) else cast(s as double) / n end
  + (cast(s1 as double) / greatest(n1, 1) + cast(s2 as double) / greatest(n2, 1)
    + cast(s3 as double) / greatest(n3, 1) + cast(s4 as double) / greatest(n4, 1)) * least(n, x.size * y.size) / (x.size * y.size))
  - cast({same_article} * twice as double) / least(x.size, y.size)
  - round({crowding} * log2(x.size + y.size)) as mean
from edge_{at} join size_{at} x on x.label = edge_{at}.a join size_{at} y on y.label = edge_{at}.b
left join barred_{at} on barred_{at}.a = edge_{at}.a and barred_{at}.b = edge_{at}.b where barred_{at}.a is null
{unchanged}

-- table: side_{at}
select a as x, b as y, mean from mean_{at} where mean >= {threshold}
union all select b, a, mean from mean_{at} where mean >= {threshold}

-- table: top_{at}
select x, max(mean) as top from side_{at} group by x

-- table: torn_{at}
-- A group that fits another hardly less than its nearest, though these two are not of one event, is surely of neither.
select distinct best.x from side_{at} best join top_{at} on top_{at}.x = best.x and best.mean = top
join (select a as x, b as y, mean from mean_{at} union all select b, a, mean from mean_{at}) rival
  on rival.x = best.x and rival.y <> best.y and rival.mean >= top - {doubt}
left join mean_{at} agreed on agreed.a = least(best.y, rival.y) and agreed.b = greatest(best.y, rival.y) and agreed.mean >= {contrary}
where agreed.a is null and {threshold} > {loosest}

-- table: open_{at}
-- What may merge: one whose nearest is torn takes another that is as near, or none.
select side_{at}.x, y, mean from side_{at} join top_{at} on top_{at}.x = side_{at}.x and mean >= top - {doubt}
left join torn_{at} ours on ours.x = side_{at}.x left join torn_{at} theirs on theirs.x = y where ours.x is null and theirs.x is null

-- table: choice_{at}
-- The nearest of each group; of two as near, the one with the lesser label.
select open_{at}.x, min(y) as y from open_{at}
join (select x, max(mean) as top from open_{at} group by x) best on best.x = open_{at}.x and best.top = mean
group by open_{at}.x

-- table: merged_{at}
select one.x as kept, one.y as gone
from choice_{at} one join choice_{at} other on other.x = one.y and other.y = one.x where one.x < one.y

-- table: live_{at}
-- A group whose every mean is below the loosest threshold can never merge: its edges are done with.
select a as label from mean_{at} where mean >= {loosest} union select b from mean_{at} where mean >= {loosest}

-- table: grown_{at}
-- What has become of the groups that merged.
select kept as label, kept from merged_{at} union all select gone, kept from merged_{at}

-- table: label_{next}
select p, coalesce(kept, label) as label, size, dataset from label_{at} left join merged_{at} on gone = label

-- table: edge_{next}
select least(a, b) as a, greatest(a, b) as b, {sums} from (
  select coalesce(x.kept, a) as a, coalesce(y.kept, b) as b, {columns}
  from mean_{at} join live_{at} la on la.label = a join live_{at} lb on lb.label = b
  left join grown_{at} x on x.label = a left join grown_{at} y on y.label = b
  where x.kept is not null or y.kept is not null) moved
where a <> b group by least(a, b), greatest(a, b)
