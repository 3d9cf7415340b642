-- Open duties, two and a half a registered person; those that ended in the month before and in this one; the contacts of those months.

INSERT INTO duty (person_id, key, kind, office, region, opened_on, due, provisional, late_from, overdue_since, escalated_to, claimed_by, claimed_until, snoozed_until)
SELECT person_id, d.key, d.kind, now_office, now_region, d.due - 20, d.due, false, (d.due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai',
    CASE WHEN d.due < today THEN (d.due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' END, CASE WHEN d.due < today THEN left(now_office, 6) || '01' END,
    CASE WHEN h % 200 = 0 THEN 'clerk-' || h % 900 END, CASE WHEN h % 200 = 0 THEN now + interval '1 hour' END, CASE WHEN h % 50 = 1 AND d.due > today + 1 THEN today + 2 END
FROM standing CROSS JOIN size CROSS JOIN LATERAL (SELECT (date_trunc('month', today) + interval '1 month - 1 day')::date AS month_end, to_char(today, 'YYYY-MM') AS month) AS m CROSS JOIN LATERAL (VALUES
    (true, 'followUp:' || month, 4, month_end),
    (h % 20 = 3, 'followUp:' || to_char(today - interval '1 month', 'YYYY-MM'), 4, (date_trunc('month', today) - interval '1 day')::date),
    (h % 10 IN (3, 4), 'firstContact', 3, today - 1 + h % 11),
    (h % 10 = 5, 'review', 1, today + h % 6),
    (h % 40 = 5, 'correction', 2, today + h % 5),
    (h % 5 < 2, 'pensionCheck', 7, today - 2 + h % 40),
    (h % 5 > 2, 'hardshipCheck', 8, today - 1 + h % 35),
    (h % 12 = 0, 'visit:' || month, 5, month_end),
    (h % 64 = 0, 'exitCheck', 6, today + h % 3),
    (h % 1024 = 500, 'objection:1', 9, today - 1 + h % 6)) AS d(there, key, kind, due)
WHERE active AND d.there;
SELECT grid_fold_duty_counts(2147483647);

INSERT INTO duty_done (person_id, key, kind, office, region, opened_on, due, closed_on, how)
SELECT person_id, key, kind, now_office, now_region, closed_on - 3 - h % 9, closed_on + (h % 12) - 1, closed_on, CASE WHEN h % 12 = 0 THEN 2 WHEN h % 97 = 0 THEN 3 ELSE 1 END
FROM standing CROSS JOIN size CROSS JOIN LATERAL (VALUES
    (true, 'followUp:' || to_char(today - interval '1 month', 'YYYY-MM'), 4, (date_trunc('month', today) - interval '1 month')::date + h % 30),
    (h % 5 < 2, 'followUp:' || to_char(today, 'YYYY-MM'), 4, date_trunc('month', today)::date + h % greatest(extract(day FROM today)::int, 1)),
    (registered_on > today - 60, 'firstContact', 3, registered_on + 1 + h % 6),
    (h % 30 = 0, 'review', 1, today - h % 60)) AS d(there, key, kind, closed_on)
WHERE d.there AND registered_on <= closed_on AND closed_on <= today AND (exited_on IS NULL OR exited_on >= closed_on)
ORDER BY closed_on;

INSERT INTO service_record (person_id, sequence, kind, registration, on_date, office, recorded_by, code, result, reached, details)
SELECT person_id, s.sequence, s.kind, number, on_date, now_office, 'clerk-' || h % 900, s.code, s.result, CASE WHEN s.kind = 1 THEN h % 7 > 0 END, '\x00'
FROM standing CROSS JOIN size CROSS JOIN LATERAL (VALUES
    (true, 10, 1, (date_trunc('month', today) - interval '1 month')::date + h % 30, 'telephone', 'stillUnemployed'),
    (h % 5 < 2, 11, 1, date_trunc('month', today)::date + h % greatest(extract(day FROM today)::int, 1), 'telephone', 'stillUnemployed'),
    (h % 9 = 0, 12, 2, today - h % 60, (ARRAY['jobIntroduction', 'careerGuidance', 'training'])[1 + h % 3], 'done')) AS s(there, sequence, kind, on_date, code, result)
WHERE s.there AND registered_on <= on_date AND on_date <= today AND (exited_on IS NULL OR exited_on >= on_date)
ORDER BY on_date
