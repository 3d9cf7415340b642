using System.Globalization;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Changes;

/// <summary>Reads the indexes of active registrations and of open applications, each by office.</summary>
public sealed class OpenCases(NpgsqlDataSource source) : IOpenCases
{
    /// <summary>Rows of a page at most.</summary>
    public const int LargestPage = 500;

    private const string Registrations = "registrations";
    private const string Applications = "applications";

    public Task<Page<OpenCase>> ListAsync(IReadOnlyList<SearchScope> scopes, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(page);
        var begin = Place.Read(page.After, scopes.Count);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            var found = new List<(OpenCase Case, Place Place)>(size + 1);
            foreach (var kind in (string[])[Registrations, Applications])
            {
                for (var scope = 0; scope < scopes.Count && found.Count <= size; scope++)
                {
                    if (begin is null || begin.Kind == kind && begin.Scope == scope)
                        await AddAsync(found, kind, scope, scopes[scope], begin, size + 1 - found.Count, cancellationToken);
                    if (begin?.Kind == kind && begin.Scope == scope)
                        begin = null;
                }
            }

            return new Page<OpenCase>(
                [.. found.Take(size).Select(one => one.Case)],
                found.Count > size ? found[size - 1].Place.ToCursor() : null
            );
        });
    }

    private async Task AddAsync(
        List<(OpenCase Case, Place Place)> found,
        string kind,
        int scope,
        SearchScope offices,
        Place? after,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand();
        var isRegistration = kind == Registrations;
        var conditions = OfficeScope.Of(offices, command);
        if (after is not null)
        {
            var office = QueryValues.Add(command, after.Office);
            conditions += isRegistration
                ? $" AND (office, person_id) > ({office}, {QueryValues.Add(command, after.Person, NpgsqlDbType.Uuid)})"
                : $" AND (office, review_due, number) > ({office}, {QueryValues.Add(command, after.Due, NpgsqlDbType.Date)}, {QueryValues.Add(command, after.Number)})";
        }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = isRegistration
            ? $"SELECT number, person_id, office FROM registration WHERE status = 1 AND {conditions} ORDER BY office, person_id LIMIT {most}"
            : $"SELECT number, person_id, office, review_due FROM application WHERE open AND {conditions} ORDER BY office, review_due, number LIMIT {most}";
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var (number, person, office) = (row.GetString(0), row.GetGuid(1), row.GetString(2));
            found.Add(
                (
                    new OpenCase(PersonId.FromGuid(person), office, isRegistration ? number : null, isRegistration ? null : number),
                    new Place(kind, scope, office, person, isRegistration ? default : row.GetFieldValue<DateOnly>(3), number)
                )
            );
        }
    }

    private sealed record Place(string Kind, int Scope, string Office, Guid Person, DateOnly Due, string Number)
    {
        private const string Day = "yyyy-MM-dd";

        public string ToCursor() =>
            Cursor.Of(
                Kind,
                Scope.ToString(CultureInfo.InvariantCulture),
                Office,
                Person.ToString("N"),
                Due.ToString(Day, CultureInfo.InvariantCulture),
                Number
            );

        public static Place? Read(string? cursor, int scopes) =>
            Cursor.Read(cursor, 6) switch
            {
                null => null,
                [(Registrations or Applications) and var kind, var scope, var office, var person, var due, var number]
                    when int.TryParse(scope, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                        && index < scopes
                        && Guid.TryParseExact(person, "N", out var whose)
                        && DateOnly.TryParseExact(due, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new Place(
                    kind,
                    index,
                    office,
                    whose,
                    day,
                    number
                ),
                _ => throw new InvalidCursorException(),
            };
    }
}
