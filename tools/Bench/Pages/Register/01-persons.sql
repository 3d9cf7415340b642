-- Persons and their cases over thirty periods: half came in the first two months, as when a province takes over what it had; since then about as many come as go.
-- Temporary tables office(n, code, region, counted), with a row for each share of an office, and size(persons, today, now, first, closed, open) are there.

CREATE TEMP TABLE made AS
SELECT i, person_id, o.code AS office, o.region, CASE WHEN o.counted THEN 1 ELSE 2 END::smallint AS block,
    o.region || to_char(came, 'YYYYMM') || lpad((i % 10000000)::text, 7, '0') || (i % 10)::text AS number,
    o.region || to_char(came - 2, 'YYYYMMDD') || lpad((i % 10000000)::text, 7, '0') || (i % 10)::text AS application,
    came AS registered_on,
    CASE WHEN goes < 0.35 AND came < today THEN came + 1 + floor((today - came) * r3)::int END AS exited_on,
    (ARRAY[11, 11, 11, 11, 12, 12, 21, 31])[1 + h % 8] AS exit_reason,
    CASE WHEN i % 40 = 7 AND to_office.code <> o.code AND today - came > 30 THEN came + 10 END AS moved_on,
    to_office.code AS to_office, to_office.region AS to_region, CASE WHEN to_office.counted THEN 1 ELSE 2 END::smallint AS to_block,
    (1 + h % 2)::smallint AS sex, (ARRAY['14', '21', '31', '31', '41', '61', '61', '71', '81', NULL])[1 + h % 10] AS education,
    today - 365 * 18 - h % (365 * 40) AS birth_date, (1 + h % 4)::smallint AS ground, (1 + h % 3)::smallint AS channel,
    (ARRAY[10, 21, 21, 21, 22, 24, 90])[1 + h % 7]::smallint AS reason,
    CASE WHEN h % 12 = 0 AND came + 180 < today THEN came + 180 END AS hardship_from, CASE WHEN h % 3 = 0 THEN came + 15 END AS benefit_from, h
FROM size CROSS JOIN LATERAL generate_series(1, persons) AS i
    CROSS JOIN LATERAL (SELECT md5('person ' || i)::uuid AS person_id, hashint4(i) & 1048575 AS h, (hashint4(i + 11) & 65535) / 65536.0 AS r1, (hashint4(i + 23) & 65535) / 65536.0 AS r2,
        (hashint4(i + 37) & 65535) / 65536.0 AS r3, (hashint4(i + 53) & 65535) / 65536.0 AS goes, (hashint4(i + 71) & 65535) / 65536.0 AS r4) AS r
    CROSS JOIN LATERAL (SELECT first + CASE WHEN r1 < 0.55 THEN floor(60 * r2) ELSE 60 + floor((today - first - 59) * r2) END::int AS came) AS d
    JOIN office AS o ON o.n = floor((1 + (SELECT max(n) FROM office)) * r4)::int
    JOIN office AS to_office ON to_office.n = h % (1 + (SELECT max(n) FROM office));
ANALYZE made;

CREATE TEMP TABLE standing AS
SELECT m.*, exited_on IS NULL AS active, CASE WHEN moved THEN to_office ELSE office END AS now_office, CASE WHEN moved THEN to_region ELSE region END AS now_region, moved
FROM made AS m CROSS JOIN LATERAL (SELECT moved_on IS NOT NULL AND (exited_on IS NULL OR moved_on < exited_on) AS moved) AS t;
ANALYZE standing;

INSERT INTO person_search (person_id, name, name_key, office, region, active)
SELECT person_id, name, name, now_office, now_region, active
FROM standing CROSS JOIN LATERAL (SELECT substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹', 1 + h % 30, 1) || substr('伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建华红玉', 1 + h / 30 % 30, 1)
    || CASE WHEN h % 4 > 0 THEN substr('英华玉秀珍芳兰红玲霞平刚明辉强军伟勇杰涛斌波鹏飞宇轩涵怡然悦', 1 + h / 900 % 30, 1) ELSE '' END AS name) AS named;

INSERT INTO application (number, person_id, status, open, entered_in_error, office, region, channel, submitted_at, review_due, review_provisional, told_due, decided_on)
SELECT application, person_id, 'approved', false, false, office, region, (ARRAY['platform', 'online', 'offline'])[channel], (registered_on - 2)::timestamp AT TIME ZONE 'Asia/Shanghai', registered_on + 1, false,
    registered_on + 1, registered_on FROM standing;

INSERT INTO registration (number, person_id, application_number, status, office, region, counted, registered_on, first_contact_due, first_contact_provisional, ended_on, exit_reason)
SELECT number, person_id, application, CASE WHEN active THEN 1 ELSE 2 END, now_office, now_region, block = 1, registered_on, registered_on + 7, false, exited_on, CASE WHEN NOT active THEN exit_reason END FROM standing;

INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
SELECT 'grid', 'person/' || person_id, 'duty', now + interval '3 hours' + (h % 1000000) * interval '5 seconds', 900000, hashint4(i) FROM standing CROSS JOIN size WHERE active
