-- Who looked at whom in ninety days: a page of a list, a record, a number that was shown.

INSERT INTO access_log (at, actor, role, office, action, reason, person_ids, filter, trace_id)
SELECT at, 'clerk-' || h % 900, CASE WHEN h % 9 = 0 THEN 'supervisor' ELSE 'clerk' END, now_office, (ARRAY['persons.read', 'worklists.read', 'persons.reveal', 'persons.search'])[1 + h % 4],
    CASE WHEN h % 4 = 2 THEN '电话回访' END, CASE WHEN h % 4 IN (1, 3) THEN ARRAY(SELECT md5('person ' || (1 + (i + n) % persons))::uuid FROM generate_series(1, 20) AS n) ELSE ARRAY[person_id] END,
    CASE h % 4 WHEN 1 THEN 'kind=followUp' WHEN 3 THEN 'name=王*' END, md5(number)
FROM standing CROSS JOIN size CROSS JOIN LATERAL (SELECT now - ((h::bigint * 6007 + i) % 7776000) * interval '1 second' AS at) AS t WHERE active AND i % 2 = 0
ORDER BY at
