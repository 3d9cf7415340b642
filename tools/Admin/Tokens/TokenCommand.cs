using System.CommandLine;
using System.Text.RegularExpressions;
using Grid.Api.Security;

namespace Grid.Admin.Tokens;

/// <summary><c>token</c>: prints a development token on standard output, and nothing else.</summary>
internal static partial class TokenCommand
{
    private const int MostHours = 24 * 366;

    public static Command Create(TimeProvider clock)
    {
        var role = Choice("--role", "role", "A person's", DevelopmentRole.OfPersons);
        var system = Choice("--system", "system", "In place of --role, a system's", DevelopmentRole.OfSystems);
        var office = new Option<string?>("--office")
        {
            Description = "The code of the caller's office: 8, 11 or 14 digits, such as 36010201.",
        };
        var name = new Option<string?>("--name") { Description = "The caller's name." };
        var subject = new Option<string?>("--subject") { Description = "The caller's account (dev-ROLE-OFFICE)." };
        var hours = new Option<int>("--hours") { DefaultValueFactory = _ => 8, Description = "How long the token is good for." };
        var keyFile = new Option<string>("--key-file")
        {
            DefaultValueFactory = _ => DefaultKeyFile(),
            Description = "The signing key, made on first use.",
        };

        office.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } code && !OfficeFormat().IsMatch(code))
            {
                result.AddError(
                    $"'{code}' is no office code. It has 8, 11 or 14 digits: the region's code and a serial from 01 to 99, such as 36010201."
                );
            }
        });
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostHours)
                result.AddError($"--hours goes from 1 to {MostHours}.");
        });

        var command = new Command("token", "Print a development token.") { role, system, office, name, subject, hours, keyFile };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(role) is null) == (result.GetValue(system) is null))
                result.AddError("Give one of --role and --system.");
            else if (Chosen(result.GetValue(role), result.GetValue(system)) is { NeedsOffice: true } one && result.GetValue(office) is null)
                result.AddError($"{(one.Code[0] is 'o' ? "An" : "A")} {one.Code} acts for an office: give --office.");
        });
        command.SetAction(parsed =>
        {
            var chosen = Chosen(parsed.GetValue(role), parsed.GetValue(system))!;
            var code = parsed.GetValue(office);
            var now = clock.GetUtcNow();
            var token = new DevelopmentToken(
                parsed.GetValue(subject) ?? (code is null ? $"dev-{chosen.Code}" : $"dev-{chosen.Code}-{code}"),
                parsed.GetValue(name) ?? chosen.Title,
                chosen.Code,
                code,
                now,
                now.AddHours(parsed.GetValue(hours))
            );
            try
            {
                Console.Out.WriteLine(token.Sign(DevelopmentKey.ReadOrCreate(parsed.GetRequiredValue(keyFile))));
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
        return command;
    }

    private static Option<string?> Choice(string option, string noun, string whose, IReadOnlyList<DevelopmentRole> among)
    {
        var codes = string.Join(", ", among.Select(one => one.Short is null ? one.Code : $"{one.Code} ({one.Short})"));
        var choice = new Option<string?>(option) { Description = $"{whose}: one of {codes}." };
        choice.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } code && !among.Any(one => one.IsCalled(code)))
                result.AddError($"There is no {noun} '{code}'. There are: {codes}.");
        });
        return choice;
    }

    private static DevelopmentRole? Chosen(string? role, string? system) =>
        DevelopmentRole.OfPersons.FirstOrDefault(one => one.IsCalled(role))
        ?? DevelopmentRole.OfSystems.FirstOrDefault(one => one.IsCalled(system));

    private static string DefaultKeyFile() =>
        Path.Combine(Environment.GetEnvironmentVariable("GRID_HOME") ?? ".grid", "secrets", "dev-token.key");

    /// <summary>A region's code of 6, 9 or 12 digits and a serial that is not 00.</summary>
    [GeneratedRegex(@"^(\d{6}|\d{9}|\d{12})(?!00)\d{2}\z", RegexOptions.ECMAScript, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfficeFormat();
}
