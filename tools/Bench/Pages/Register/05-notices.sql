-- Messages: two a person in the last sixty days; some wait for another attempt, some cannot be delivered.

INSERT INTO notice_sent (id, person_id, kind, commit_id, created_at, office, channel, text, gateway_id, at, attempts, round, delivered, reported_at)
SELECT row_number() OVER (ORDER BY moment), person_id, kind, md5(person_id::text || moment)::uuid, moment, office, CASE WHEN inbox THEN 'inbox' ELSE 'sms' END, '\x00', CASE WHEN NOT inbox THEN md5(number || moment) END,
    moment + interval '2 seconds', 1, 0, CASE WHEN NOT inbox AND moment < now - interval '10 minutes' THEN true END, CASE WHEN NOT inbox AND moment < now - interval '10 minutes' THEN moment + interval '9 seconds' END
FROM (
    SELECT person_id, number, now_office AS office, now, h % 11 = 0 AS inbox, (ARRAY['followUp', 'approved', 'firstContact', 'policyHint', 'receipt', 'exited'])[1 + (h + n) % 6] AS kind,
        now - ((h::bigint * 4099 + n * 977) % 5184000) * interval '1 second' AS moment
    FROM standing CROSS JOIN size CROSS JOIN generate_series(1, 2) AS n WHERE active OR n = 1) AS sent
ORDER BY moment;

SELECT setval(pg_get_serial_sequence('notice', 'id'), (SELECT max(id) FROM notice_sent));
INSERT INTO notice (person_id, kind, commit_id, created_at, content, attempts, office, not_before, failed_reason, gave_up_at)
SELECT person_id, 'followUp', person_id, now - (CASE WHEN h % 2 = 0 THEN 2 ELSE 3000 END + h % 16) * interval '1 minute', '\x00', CASE WHEN h % 2 = 0 THEN 1 ELSE 8 END, now_office, now + interval '12 hours',
    CASE WHEN h % 4 = 0 THEN NULL ELSE 'gateway: number not in service' END, CASE WHEN h % 2 = 1 THEN now - (2000 + h % 900) * interval '1 minute' END
FROM standing CROSS JOIN size WHERE active AND h % 1201 = 5
