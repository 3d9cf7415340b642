-- What Orleans' ADO.NET providers need: the table they read their statements from, the tables behind them, and the statements.
-- The providers fix the keys, the names of parameters (@Name) and of result columns; tables and statements are ours.

CREATE TABLE orleansquery (
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);
COMMENT ON TABLE orleansquery IS 'The statements that Orleans runs for clustering, grain storage and reminders; read once when a silo or client starts.';
COMMENT ON COLUMN orleansquery.querykey IS 'Name by which the provider asks; fixed by Orleans.';
COMMENT ON COLUMN orleansquery.querytext IS 'The statement.';
GRANT SELECT ON orleansquery TO $applicationRole$;

-- Clustering ----------------------------------------------------------------------------------------------------------

CREATE TABLE orleans_membership_version (
    deployment_id text        PRIMARY KEY,
    version       int         NOT NULL DEFAULT 0,
    changed_at    timestamptz NOT NULL DEFAULT grid_now()
);
COMMENT ON TABLE orleans_membership_version IS 'One row a cluster: the version of its membership. Each change of a silo''s row raises it in the same statement, so its row lock makes changes come one after the other.';
COMMENT ON COLUMN orleans_membership_version.deployment_id IS 'Orleans ClusterId.';
COMMENT ON COLUMN orleans_membership_version.version IS 'Raised by one at each change.';
COMMENT ON COLUMN orleans_membership_version.changed_at IS 'When it was raised.';

CREATE TABLE orleans_membership (
    deployment_id   text        NOT NULL REFERENCES orleans_membership_version,
    address         text        NOT NULL,
    port            int         NOT NULL,
    generation      int         NOT NULL,
    silo_name       text        NOT NULL,
    host_name       text        NOT NULL,
    status          int         NOT NULL,
    proxy_port      int         NOT NULL,
    suspect_times   text,
    start_time      timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);
COMMENT ON TABLE orleans_membership IS 'One row for each silo that is or was in a cluster.';
COMMENT ON COLUMN orleans_membership.deployment_id IS 'Orleans ClusterId.';
COMMENT ON COLUMN orleans_membership.address IS 'IP address for other silos.';
COMMENT ON COLUMN orleans_membership.port IS 'TCP port for other silos.';
COMMENT ON COLUMN orleans_membership.generation IS 'Tells apart the processes that had one address and port.';
COMMENT ON COLUMN orleans_membership.silo_name IS 'Name of the silo.';
COMMENT ON COLUMN orleans_membership.host_name IS 'Name of its machine.';
COMMENT ON COLUMN orleans_membership.status IS 'Orleans SiloStatus: 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead.';
COMMENT ON COLUMN orleans_membership.proxy_port IS 'TCP port for clients; 0 if the silo takes none.';
COMMENT ON COLUMN orleans_membership.suspect_times IS 'Which silos suspected this one, and when; Orleans'' own format.';
COMMENT ON COLUMN orleans_membership.start_time IS 'When the silo started, by its own clock.';
COMMENT ON COLUMN orleans_membership.i_am_alive_time IS 'When the silo last said that it lives, by its own clock.';

GRANT SELECT, INSERT, UPDATE, DELETE ON orleans_membership_version, orleans_membership TO $applicationRole$;

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
WITH made AS (
    INSERT INTO orleans_membership_version (deployment_id) VALUES (@DeploymentId)
    ON CONFLICT DO NOTHING
    RETURNING 1)
SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
WITH raised AS (
    UPDATE orleans_membership_version SET version = version + 1, changed_at = grid_now()
    WHERE deployment_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (
        SELECT FROM orleans_membership
        WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deployment_id),
joined AS (
    INSERT INTO orleans_membership (
        deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    SELECT deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM raised
    RETURNING 1)
SELECT EXISTS (SELECT FROM joined)
$$),
-- A silo's own heartbeat may be newer than what the writer of its row has seen.
('UpdateMembershipKey', $$
WITH raised AS (
    UPDATE orleans_membership_version SET version = version + 1, changed_at = grid_now()
    WHERE deployment_id = @DeploymentId AND version = @Version
      AND EXISTS (
        SELECT FROM orleans_membership
        WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deployment_id),
changed AS (
    UPDATE orleans_membership AS silo
    SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = greatest(i_am_alive_time, @IAmAliveTime)
    FROM raised
    WHERE silo.deployment_id = raised.deployment_id AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
UPDATE orleans_membership SET i_am_alive_time = @IAmAliveTime
WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
SELECT address, port, generation, silo_name AS siloname, host_name AS hostname, status, proxy_port AS proxyport,
       suspect_times AS suspecttimes, start_time AS starttime, i_am_alive_time AS iamalivetime, cluster.version
FROM orleans_membership_version AS cluster
LEFT JOIN orleans_membership AS silo
       ON silo.deployment_id = cluster.deployment_id AND address = @Address AND port = @Port AND generation = @Generation
WHERE cluster.deployment_id = @DeploymentId
$$),
('MembershipReadAllKey', $$
SELECT address, port, generation, silo_name AS siloname, host_name AS hostname, status, proxy_port AS proxyport,
       suspect_times AS suspecttimes, start_time AS starttime, i_am_alive_time AS iamalivetime, cluster.version
FROM orleans_membership_version AS cluster
LEFT JOIN orleans_membership AS silo ON silo.deployment_id = cluster.deployment_id
WHERE cluster.deployment_id = @DeploymentId
$$),
('GatewaysQueryKey', $$
SELECT address, proxy_port AS proxyport, generation
FROM orleans_membership
WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
-- Of dead silos the provider decides which are old enough, and deletes each as it has read it.
('CleanupDefunctSiloEntryKey', $$
DELETE FROM orleans_membership
WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
  AND start_time = @StartTime AND i_am_alive_time = @IAmAliveTime AND coalesce(suspect_times, '') = coalesce(@SuspectTimes, '')
$$),
-- The same in one statement: every provider asks for it at its start, one that knows the key above never runs it.
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM orleans_membership
WHERE deployment_id = @DeploymentId AND status = 6
  AND i_am_alive_time < @IAmAliveTime AND start_time < @IAmAliveTime AND coalesce(suspect_times, '') = ''
$$),
('DeleteMembershipTableEntriesKey', $$
WITH silos AS (DELETE FROM orleans_membership WHERE deployment_id = @DeploymentId)
DELETE FROM orleans_membership_version WHERE deployment_id = @DeploymentId
$$);

-- Grain storage (what is not a person: the sync grain's day, a report's status) ---------------------------------------

CREATE TABLE orleans_storage (
    service_id    text        NOT NULL,
    grain_type    text        NOT NULL,
    key_high      bigint      NOT NULL,
    key_low       bigint      NOT NULL,
    key_text      text        NOT NULL,
    payload       bytea,
    version       int         NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT grid_now(),
    PRIMARY KEY (service_id, grain_type, key_text, key_high, key_low)
);
COMMENT ON TABLE orleans_storage IS 'States of grains that use the stock ADO.NET storage. The primary key is the grain itself, so the hashes that the provider offers are not kept.';
COMMENT ON COLUMN orleans_storage.service_id IS 'Orleans ServiceId.';
COMMENT ON COLUMN orleans_storage.grain_type IS 'Name of the state, as Orleans gives it.';
COMMENT ON COLUMN orleans_storage.key_high IS 'Upper half of a GUID key; 0 for other keys.';
COMMENT ON COLUMN orleans_storage.key_low IS 'Lower half of a GUID key, or an integer key; 0 for text keys.';
COMMENT ON COLUMN orleans_storage.key_text IS 'Text key, or the extension of a compound one; empty if there is none.';
COMMENT ON COLUMN orleans_storage.payload IS 'The state as the provider serialised it; null after it was cleared.';
COMMENT ON COLUMN orleans_storage.version IS 'ETag: raised by each write; a writer with another one is refused.';
COMMENT ON COLUMN orleans_storage.changed_at IS 'When it was last written or cleared.';

GRANT SELECT, INSERT, UPDATE, DELETE ON orleans_storage TO $applicationRole$;

-- No row as an answer is how a statement tells the provider of a stale version.
INSERT INTO orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', $$
SELECT payload AS payloadbinary, version
FROM orleans_storage
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
  AND key_text = coalesce(@GrainIdExtensionString, '') AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
$$),
('WriteToStorageKey', $$
WITH first AS (
    INSERT INTO orleans_storage (service_id, grain_type, key_high, key_low, key_text, payload, version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, 1
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version),
later AS (
    UPDATE orleans_storage SET payload = @PayloadBinary, version = version + 1, changed_at = grid_now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
      AND key_text = coalesce(@GrainIdExtensionString, '') AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
      AND version = @GrainStateVersion
    RETURNING version)
SELECT version AS newgrainstateversion FROM first
UNION ALL
SELECT version FROM later
$$),
('ClearStorageKey', $$
UPDATE orleans_storage SET payload = NULL, version = version + 1, changed_at = grid_now()
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
  AND key_text = coalesce(@GrainIdExtensionString, '') AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
  AND version = @GrainStateVersion
RETURNING version AS newgrainstateversion
$$),
('DeleteStorageKey', $$
DELETE FROM orleans_storage
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
  AND key_text = coalesce(@GrainIdExtensionString, '') AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
  AND version = @GrainStateVersion
RETURNING version + 1 AS newgrainstateversion
$$);
