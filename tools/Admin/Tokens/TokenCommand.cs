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
        var role = new Option<string>("--role") { Required = true, Description = $"One of: {RoleCodes()}." };
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

        role.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } code && DevelopmentRole.Find(code) is null)
                result.AddError($"There is no role '{code}'. Roles: {RoleCodes()}.");
        });
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

        var command = new Command("token", "Print a development token.") { role, office, name, subject, hours, keyFile };
        command.Validators.Add(result =>
        {
            if (result.GetValue(role) is { } code && DevelopmentRole.Find(code) is { NeedsOffice: true } && result.GetValue(office) is null)
                result.AddError($"A {code} acts for an office: give --office.");
        });
        command.SetAction(parsed =>
        {
            var chosen = DevelopmentRole.Find(parsed.GetRequiredValue(role))!;
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

    private static string RoleCodes() => string.Join(", ", DevelopmentRole.All.Select(role => role.Code));

    private static string DefaultKeyFile() =>
        Path.Combine(Environment.GetEnvironmentVariable("GRID_HOME") ?? ".grid", "secrets", "dev-token.key");

    /// <summary>A region's code of 6, 9 or 12 digits and a serial that is not 00.</summary>
    [GeneratedRegex(@"^(\d{6}|\d{9}|\d{12})(?!00)\d{2}\z", RegexOptions.ECMAScript, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfficeFormat();
}
