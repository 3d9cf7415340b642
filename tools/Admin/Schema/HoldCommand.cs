using System.CommandLine;
using System.Globalization;
using Grid.Storage;
using Grid.Storage.Erasing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>hold</c>: who must not be erased although the period is over (an investigation, a lawsuit). Without arguments it lists them. Exit
/// code 1 when no person is found.
/// </summary>
internal static class HoldCommand
{
    public static Command Create(TimeProvider clock)
    {
        var owner = Connections.Option("--owner", "GRID_DATABASE_OWNER");
        var number = new Argument<string?>("number")
        {
            Description = "Number of a registration or application, or the person's identifier; never an identity number.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var kind = new Option<string>("--kind")
        {
            Description = "investigation or legalHold.",
            DefaultValueFactory = _ => ErasureHolds.LegalHold,
        };
        kind.AcceptOnlyFromAmong(ErasureHolds.Investigation, ErasureHolds.LegalHold);
        var reason = new Option<string?>("--reason") { Description = "File number and who asked for it; no name, no identity number." };
        var by = new Option<string?>("--by") { Description = "Who enters or lifts it." };
        var lift = new Option<long?>("--lift") { Description = "Number of a hold that is lifted." };
        var command = new Command("hold", "Keep a person from being erased, lift such a hold, or list them.")
        {
            owner,
            number,
            kind,
            reason,
            by,
            lift,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(owner) is not { Length: > 0 } connectionString)
                    return Connections.Fail("hold needs --owner or GRID_DATABASE_OWNER.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    var (wanted, lifted, who) = (parsed.GetValue(number), parsed.GetValue(lift), parsed.GetValue(by));
                    if (wanted is null && lifted is null)
                        return await ListAsync(source, cancellationToken);
                    if (string.IsNullOrWhiteSpace(who))
                        return Connections.Fail("须注明经办人。--by is missing: who enters or lifts it.");
                    if (lifted is { } id)
                    {
                        return await ErasureHolds.LiftAsync(source, id, who, clock.GetUtcNow(), cancellationToken)
                            ? 0
                            : Connections.Fail($"没有此项保全。There is no hold {id} that holds.");
                    }

                    if (parsed.GetValue(reason) is not { Length: > 0 and <= 200 } why)
                        return Connections.Fail("须注明原因（不超过 200 字）。--reason is missing, or longer than 200 characters.");
                    if (
                        await ErasureHolds.FindAsync(source, wanted!, cancellationToken) is not { } person
                        || await ErasureHolds.AddAsync(
                            source,
                            person,
                            parsed.GetRequiredValue(kind),
                            why,
                            who,
                            clock.GetUtcNow(),
                            cancellationToken
                        )
                            is not { } added
                    )
                    {
                        return Connections.Fail("查无此人，或其个人信息已删除。No person has this number, or the person has been erased.");
                    }

                    Console.Out.WriteLine($"{added}  {person:N}");
                    return 0;
                }
                catch (Exception e) when (e is NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e is PostgresException refused ? $"The database refused ({refused.SqlState})." : e.Message);
                }
            }
        );
        return command;
    }

    private static async Task<int> ListAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        foreach (var hold in await ErasureHolds.ListAsync(source, cancellationToken))
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{hold.Id}  {hold.Person:N}  {hold.Kind}  {hold.SetAt:yyyy-MM-dd}  {hold.SetBy}  {hold.Reason}"
                )
            );
        }

        return 0;
    }
}
