using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Security;

/// <summary>
/// Every operation is sent once with a name, a telephone and an address in each text that a caller can write. None of them is afterwards in
/// any column of any table, nor in a statistic of the planner.
/// </summary>
public sealed class NothingInTheClearTests(ReachHost host, ITestOutputHelper output) : IClassFixture<ReachHost>
{
    private const string Name = "司马植入";
    private const string Telephone = "13800138000";
    private const string Address = "植入巷4711号";
    private const string Words = $"{Name}本人，电话{Telephone}，住{Address}";

    /// <summary>
    /// Why an operator gave an order, who gave a figure, and what officials publish: about no person, in the clear (docs/security.md); and what
    /// these were answered.
    /// </summary>
    private static readonly string[] OperatorsWords =
    [
        "case_move",
        "denominator",
        "phone_survey",
        "platform_backfill",
        "platform_order",
        "policy_rule",
        "policy_text",
    ];

    [Fact]
    public async Task Nothing_planted_by_any_operation_is_in_any_column()
    {
        var (planted, refused) = (new List<string>(), new List<string>());
        foreach (var operation in RoleMatrix.BuiltIn.Rows.Select(row => row.Operation).Where(name => !RoleMatrix.BuiltIn.IsOpen(name)))
        {
            var route = Routes.Of(host).Single(route => route.Operation == operation);
            if (route.Method == HttpMethod.Get)
                continue;
            string? last = null;
            foreach (var role in RoleNames.OfTokens.Where(role => RoleMatrix.BuiltIn.Allows(operation, role)))
            {
                if (await SendAsync(route, role) is not { } answer)
                    continue;
                last = $"{operation}: {(int)answer.Status} {answer.Code}";
                if ((int)answer.Status < 300)
                {
                    planted.Add(operation);
                    last = null;
                    break;
                }
            }

            if (last is not null)
                refused.Add(last);
        }

        var (person, _, _) = await People.RegisterAsync(host.Clerk, Planted(People.Submission(name: Name, telephone: Telephone)));
        output.WriteLine($"planted by {planted.Count}: {string.Join(", ", planted)}");
        output.WriteLine($"refused: {string.Join(", ", refused)}");
        Assert.True(planted.Count >= 30, string.Join(", ", refused));

        await host.ScalarAsync<int>("ANALYZE");

        // Otherwise the search would find nothing because nothing is there.
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM person_search WHERE person_id = $1 AND name_sealed IS NOT NULL",
                Guid.Parse(person)
            )
        );
        Assert.Equal(
            ["application", "duty", "journal"],
            (await FindAsync(Guid.Parse(person).ToString())).Intersect(["application", "duty", "journal"]).Order()
        );

        var found = new List<string>();
        foreach (var value in (string[])[Name, Telephone, Address])
        {
            foreach (var form in FormsOf(value))
                found.AddRange((await FindAsync(form)).Except(OperatorsWords).Select(table => $"{value} in {table}"));
        }

        Assert.Equal([], found.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Plants as much as the operation takes; null where no caller can write anything.</summary>
    private async Task<Answer?> SendAsync(Routes route, Role role)
    {
        var operation = route.Operation;
        var isProvinces = operation == "phone-samples.draw" && role == Role.Supervisor;
        var caller = isProvinces
            ? new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province))
            : host.Caller(role, own: true, RoleMatrix.BuiltIn.IsForProvince(operation));
        var days = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var target = await host.TargetAsync(operation);
            if (JsonNode.Parse(target.Body(route, role)) is not { } body || !Plant(body))
                return null;
            foreach (var (field, day) in days)
                Set(body, field.Split('.'), day);
            var answer = await caller.SendAsync(route.Method, target.Path(route), body.ToJsonString(), Guid.NewGuid().ToString());

            // The day of an example is not always one that fits the target.
            var late = answer.Status == HttpStatusCode.BadRequest ? (JsonArray)answer.Json["errors"]! : [];
            if (!late.Any(error => error!["atLeast"] is not null && days.TryAdd((string)error["field"]!, (string)error["atLeast"]!)))
                return answer;
        }
    }

    private static void Set(JsonNode body, ReadOnlySpan<string> path, string value)
    {
        foreach (var member in path[..^1])
            body = body[member]!;
        body[path[^1]] = value;
    }

    /// <summary>Every text with an ideograph is one that somebody writes.</summary>
    private static bool Plant(JsonNode node)
    {
        var any = false;
        if (node is JsonObject members)
        {
            foreach (var (key, value) in members.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out var words) && words.Any(sign => sign >= '\u4e00'))
                {
                    members[key] = key switch
                    {
                        "name" => Name,
                        "address" => Address,
                        _ => Words,
                    };
                    any = true;
                }
                else if (value is JsonValue && key == "telephone")
                {
                    members[key] = Telephone;
                    any = true;
                }
                else if (value is JsonObject or JsonArray)
                {
                    any |= Plant(value);
                }
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonObject>())
                any |= Plant(item);
        }

        return any;
    }

    private static JsonObject Planted(JsonObject body)
    {
        Plant(body);
        return body;
    }

    /// <summary>As text, as bytes in UTF-8 and UTF-16, in base64 wherever it begins, and as JSON escapes it.</summary>
    private static IEnumerable<string> FormsOf(string value)
    {
        yield return value;
        yield return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value));
        yield return Convert.ToHexStringLower(Encoding.Unicode.GetBytes(value));
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(value)]).TrimEnd('=');
            yield return text[(shift == 0 ? 0 : shift + 1)..^1];
        }

        var escaped = string.Concat(value.Select(sign => sign < 128 ? sign.ToString() : $"\\u{(int)sign:x4}"));
        if (escaped != value)
        {
            yield return escaped;
            yield return escaped.Replace(@"\u", @"\\u", StringComparison.Ordinal);
        }
    }

    private async Task<List<string>> FindAsync(string text)
    {
        var tables = await host.ScalarAsync<string[]>(
            """
            SELECT array_agg(oid::regclass::text) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm') AND NOT relispartition
            """
        );
        var found = new List<string>();
        foreach (var table in tables.Append("pg_stats"))
        {
            // Of the receipts and of the statistics only what is of persons.
            var only = table switch
            {
                "receipt" => "t.person_id IS NOT NULL",
                "pg_stats" => $"tablename !~ '^(receipt|{string.Join('|', OperatorsWords)})'",
                _ => "true",
            };

            // A text in a row may be escaped once more; upper and lower case are one.
            var sql = $"SELECT EXISTS (SELECT FROM {table} AS t WHERE strpos(lower(t::text), lower($1)) > 0 AND {only})";
            if (await host.ScalarAsync<bool>(sql, text))
                found.Add(table);
        }

        return found;
    }
}
