using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Supervision;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Supervision;

/// <summary>Complaints in <c>complaint_step</c>, surveys in <c>phone_survey</c> and <c>survey_step</c>.</summary>
public sealed class SupervisionStore(NpgsqlDataSource source) : ISupervision
{
    private const int MostSurveys = 200;

    /// <summary>Complaints of persons with a case, and of those without one, each with its end.</summary>
    private const string Raised = """
        SELECT c.office, c.kind, c.on_date, c.due, e.result, e.on_date AS ended_on
        FROM complaint_step AS c LEFT JOIN complaint_step AS e ON e.complaint = c.complaint AND e.step = 3 WHERE c.step = 1
        UNION ALL SELECT office, kind, raised_on, due, result, ended_on FROM open_complaint
        """;

    /// <summary>$1 id, $2 region, $3 title, $4 planned on, $5 size, $6 who, $7 when.</summary>
    private const string Plan =
        "INSERT INTO phone_survey (id, region, title, planned_on, size, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private const string SurveyColumns = "s.id, s.region, s.title, s.planned_on, s.size, s.created_by, s.created_at";

    /// <summary>$1 survey, $2 registrations, $3 persons, $4 offices, $5 when.</summary>
    private const string AddMembers = """
        INSERT INTO phone_survey_member (survey_id, registration, person_id, office, drawn_at)
        SELECT $1, registration, person_id, office, $5 FROM unnest($2::text[], $3::uuid[], $4::text[]) AS m (registration, person_id, office)
        ON CONFLICT DO NOTHING
        """;

    private const string Member =
        "SELECT person_id, registration, office FROM phone_survey_member WHERE survey_id = $1 AND registration = $2";

    private static readonly string Served =
        $"SELECT EXISTS (SELECT FROM service_record WHERE person_id = $1 AND registration = $2 AND kind = {(short)ServiceRowKind.Service} AND result = '{EnumName.Of(ServiceResult.Given)}')";

    /// <summary>Answers of a survey, each with its settlement; a person is called once for a survey.</summary>
    private const string Answers = """
        SELECT a.survey_id, a.office, a.outcome, a.findings, s.confirmed
        FROM survey_step AS a LEFT JOIN survey_step AS s ON s.survey_id = a.survey_id AND s.person_id = a.person_id AND s.step = 2
        WHERE a.step = 1
        """;

    private const string Sums = """
        count(*) FILTER (WHERE outcome = 1) AS answered, count(*) FILTER (WHERE outcome = 2) AS refused,
        count(*) FILTER (WHERE outcome = 3) AS not_reached, count(*) FILTER (WHERE findings > 0) AS contradictions,
        count(*) FILTER (WHERE findings & 1 > 0) AS not_contacted, count(*) FILTER (WHERE findings & 2 > 0) AS papers_asked,
        count(*) FILTER (WHERE findings & 4 > 0) AS not_served,
        count(*) FILTER (WHERE findings > 0 AND confirmed IS NULL) AS unsettled, count(*) FILTER (WHERE confirmed) AS true_ones
        """;

    private const string Counted =
        "f.answered, f.refused, f.not_reached, f.contradictions, f.not_contacted, f.papers_asked, f.not_served, f.unsettled, f.true_ones";

    public Task<IReadOnlyList<ComplaintFigures>> ComplaintsAsync(
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var days =
                $"r.on_date BETWEEN {QueryValues.Add(command, from, NpgsqlDbType.Date)} AND {QueryValues.Add(command, to, NpgsqlDbType.Date)}";
            var now = QueryValues.Add(command, today, NpgsqlDbType.Date);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT r.office, r.kind, count(*), count(*) FILTER (WHERE r.ended_on IS NULL),
                    count(*) FILTER (WHERE r.ended_on IS NULL AND r.due < {now}), count(*) FILTER (WHERE r.result < 3 AND r.ended_on > r.due),
                    count(*) FILTER (WHERE r.result = 1), count(*) FILTER (WHERE r.result = 2), count(*) FILTER (WHERE r.result = 3)
                FROM ({Raised}) AS r
                WHERE {days} AND {OfficeScope.Of(scope, command, "r.office")} GROUP BY r.office, r.kind ORDER BY r.office, r.kind
                """;
#pragma warning restore CA2100
            var figures = new List<ComplaintFigures>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                figures.Add(
                    new ComplaintFigures(
                        row.GetString(0),
                        (ComplaintKind)row.GetInt16(1),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        row.GetInt64(4),
                        row.GetInt64(5),
                        row.GetInt64(6),
                        row.GetInt64(7),
                        row.GetInt64(8)
                    )
                );
            }

            return (IReadOnlyList<ComplaintFigures>)figures;
        });
    }

    public Task PlanAsync(PlannedSurvey survey, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Plan, connection);
                command.Parameters.AddWithValue(survey.Id);
                command.Parameters.AddWithValue(survey.Region);
                command.Parameters.AddWithValue(survey.Title);
                command.Parameters.AddWithValue(survey.PlannedOn);
                command.Parameters.AddWithValue(survey.Size);
                command.Parameters.AddWithValue(survey.CreatedBy);
                command.Parameters.AddWithValue(survey.CreatedAt.ToUniversalTime());
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<PlannedSurvey?> FindAsync(Guid survey, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand($"SELECT {SurveyColumns} FROM phone_survey AS s WHERE s.id = $1");
            command.Parameters.AddWithValue(survey);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? SurveyOf(row) : null;
        });

    public Task<IReadOnlyList<SurveyProgress>> SurveysAsync(string regionPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(regionPrefix);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                $"""
                WITH chosen AS MATERIALIZED (
                    SELECT * FROM phone_survey WHERE region LIKE $1 || '%' ORDER BY planned_on DESC, id LIMIT {MostSurveys}),
                answers AS ({Answers} AND a.survey_id IN (SELECT id FROM chosen)),
                figures AS (SELECT survey_id, {Sums} FROM answers GROUP BY survey_id)
                SELECT {SurveyColumns}, (SELECT count(*) FROM phone_survey_member AS m WHERE m.survey_id = s.id), {Counted}
                FROM chosen AS s LEFT JOIN figures AS f ON f.survey_id = s.id ORDER BY s.planned_on DESC, s.id
                """
            );
            command.Parameters.AddWithValue(regionPrefix);
            var surveys = new List<SurveyProgress>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                surveys.Add(new SurveyProgress(SurveyOf(row), FiguresOf(row, "", row.GetInt64(7), 8)));
            return (IReadOnlyList<SurveyProgress>)surveys;
        });
    }

    public Task<IReadOnlyList<SurveyFigures>> FiguresAsync(Guid survey, SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var id = QueryValues.Add(command, survey, NpgsqlDbType.Uuid);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                WITH answers AS ({Answers} AND a.survey_id = {id}),
                figures AS (SELECT office, {Sums} FROM answers GROUP BY office),
                drawn AS (SELECT office, count(*) AS persons FROM phone_survey_member WHERE survey_id = {id} GROUP BY office),
                both_of AS (SELECT office, persons, {Counted} FROM drawn FULL JOIN figures AS f USING (office))
                SELECT * FROM both_of AS b WHERE {OfficeScope.Of(scope, command, "b.office")} ORDER BY 1
                """;
#pragma warning restore CA2100
            var figures = new List<SurveyFigures>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                figures.Add(FiguresOf(row, row.GetString(0), row.IsDBNull(1) ? 0 : row.GetInt64(1), 2));
            return (IReadOnlyList<SurveyFigures>)figures;
        });
    }

    public Task AddMembersAsync(Guid survey, IReadOnlyList<SurveyMember> members, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(members);
        return ReceiptedWrite.RunAsync(
            source,
            null,
            async connection =>
            {
                await using var command = new NpgsqlCommand(AddMembers, connection);
                command.Parameters.AddWithValue(survey);
                command.Parameters.AddWithValue(members.Select(member => member.Registration.Value).ToArray());
                command.Parameters.AddWithValue(members.Select(member => member.Person.ToGuid()).ToArray());
                command.Parameters.AddWithValue(members.Select(member => member.Office).ToArray());
                command.Parameters.AddWithValue(now.ToUniversalTime());
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<SurveyMember?> MemberAsync(Guid survey, RegistrationNumber registration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Member);
            command.Parameters.AddWithValue(survey);
            command.Parameters.AddWithValue(registration.Value);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken)
                ? new SurveyMember(PersonId.FromGuid(row.GetGuid(0)), RegistrationNumber.Parse(row.GetString(1)), row.GetString(2))
                : null;
        });
    }

    public Task<bool> WasServedAsync(PersonId person, RegistrationNumber registration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Served);
            command.Parameters.AddWithValue(person.ToGuid());
            command.Parameters.AddWithValue(registration.Value);
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        });
    }

    private static PlannedSurvey SurveyOf(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.GetFieldValue<DateOnly>(3),
            row.GetInt32(4),
            row.GetString(5),
            row.GetFieldValue<DateTimeOffset>(6)
        );

    private static SurveyFigures FiguresOf(NpgsqlDataReader row, string office, long drawn, int first)
    {
        long At(int place) => row.IsDBNull(first + place) ? 0 : row.GetInt64(first + place);
        return new SurveyFigures(office, drawn, At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8));
    }
}
