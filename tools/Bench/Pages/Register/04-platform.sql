-- The sync with the national platform: everything reported but what came today, some items refused, some to report by hand; thirty days closed; what operators ordered.

CREATE TEMP TABLE told AS
SELECT row_number() OVER (ORDER BY event_on, key) AS id, * FROM (
    SELECT person_id, kind, kind || ':' || number AS key, region, office, event_on, h FROM standing CROSS JOIN LATERAL (VALUES ('registration', true, registered_on), ('exit', NOT active, exited_on)) AS e(kind, there, event_on)
    WHERE there) AS events;

INSERT INTO platform_sent (id, person_id, kind, key, region, office, event_on, commit_id, created_at, outcome, done_at, attempts, round, content)
SELECT id, person_id, kind, key, region, office, event_on, md5(key)::uuid, event_on::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 hours', 'accepted',
    event_on::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '11 hours', 1, 0, '\x00'
FROM told CROSS JOIN size WHERE event_on < today AND NOT (h % 3001 = 7 AND event_on > today - 200);

-- A person's item that is refused or by hand is on the list; today's wait, and are postponed, so that the register measured here leaves them alone.
INSERT INTO platform_item (person_id, kind, key, event_on, commit_id, created_at, content, region, office, not_before, waiting_since, listed_at, by_hand, reason_code, attempts)
SELECT person_id, kind, key, event_on, md5(key)::uuid, made_at, '\x00', region, office, now + interval '12 hours', made_at, listed_at, listed_at IS NOT NULL AND h % 2 = 0,
    CASE WHEN listed_at IS NOT NULL THEN (ARRAY['B-0102', 'B-0204', 'E-1001'])[1 + h % 3] END, 1
FROM told CROSS JOIN size CROSS JOIN LATERAL (SELECT
    CASE WHEN event_on < today THEN event_on::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 hours' ELSE now - interval '40 seconds' END AS made_at,
    CASE WHEN event_on < today THEN event_on::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '11 hours' END AS listed_at) AS m
WHERE (event_on < today AND h % 3001 = 7 AND event_on > today - 200) OR event_on = today;

INSERT INTO platform_day (day, revision, expected, accepted, held, missing, reconciled, closed_at, reconciled_at)
SELECT day, 1, figures, figures, figures, 0, true, (day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '1 hour', (day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '2 hours'
FROM (
    SELECT event_on AS day, jsonb_agg(jsonb_build_object('day', event_on, 'region', region, 'kind', kind, 'count', n, 'digest', digest) ORDER BY region COLLATE "C", kind COLLATE "C") AS figures
    FROM (
        SELECT event_on, region, kind, count(*) AS n, encode(sha256(convert_to(string_agg(key || E'\n', '' ORDER BY key COLLATE "C"), 'UTF8')), 'hex') AS digest
        FROM (
            SELECT event_on, region, kind, key FROM platform_sent CROSS JOIN size WHERE event_on >= today - 45
            UNION SELECT event_on, region, kind, key FROM platform_item CROSS JOIN size WHERE event_on >= today - 45 AND NOT by_hand) AS items
        GROUP BY 1, 2, 3) AS lines
    GROUP BY 1) AS days CROSS JOIN size WHERE day < today;

INSERT INTO platform_application (region, number, version, place, digest, status, application, refusal_field, stored_at, settled_at)
SELECT region, '36' || lpad(i::text, 12, '0'), 1, i, sha256(number::bytea), CASE WHEN h % 997 = 3 THEN 'refused' ELSE 'handedOver' END, CASE WHEN h % 997 <> 3 THEN application END,
    CASE WHEN h % 997 = 3 THEN 'telephone' END, came, came + interval '1 minute'
FROM standing CROSS JOIN size CROSS JOIN LATERAL (SELECT (registered_on - 2)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '9 hours' AS came) AS t WHERE channel = 1 AND registered_on > today - 90;

INSERT INTO platform_order (kind, ordered_by, reason, at, item_id, item_key, day_from, day_to, items)
SELECT (ARRAY['resend', 'skip', 'reportedByHand', 'pause', 'resume', 'resendDays'])[1 + n % 6], 'operator', '按平台通知处理', now - (60 - n) * interval '9 hours', CASE WHEN n % 6 < 3 THEN n END,
    CASE WHEN n % 6 < 3 THEN 'registration:' || n END, CASE WHEN n % 6 = 5 THEN today - 9 END, CASE WHEN n % 6 = 5 THEN today - 8 END, CASE WHEN n % 6 < 3 THEN 1 WHEN n % 6 = 5 THEN 812 ELSE 0 END
FROM size CROSS JOIN generate_series(1, 59) AS n;

INSERT INTO platform_backfill (id, kind, day_from, day_to, again, status, rate, backlog, total, row_count, made, known, measured, ordered_by, reason, ordered_at, moved_at, ended_at)
SELECT md5('backfill')::uuid, 'registrations', first, first + 60, false, 'done', 200, 5000, persons / 2, persons / 2, persons / 2, 0, 180, 'operator', '历史登记补传', now - interval '20 days', now - interval '19 days',
    now - interval '19 days' FROM size
