using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grid.Sandbox.Province;

/// <summary>
/// The made-up province: <c>data/province.json</c>, the one list that the seeding plays, the page shows and the test holds the
/// register to.
/// </summary>
/// <param name="StartsAt">What the clock shows after each start and reset.</param>
/// <param name="LastDay">The last day to which the clock goes; the working calendars end there.</param>
/// <param name="Cases">The known cases.</param>
internal sealed record KnownProvince(DateTimeOffset StartsAt, DateOnly LastDay, IReadOnlyList<KnownCase> Cases)
{
    private const string Resource = "province.json";

    /// <summary>As the program ships it.</summary>
    public static KnownProvince BuiltIn { get; } = JsonSerializer.Deserialize<KnownProvince>(Bytes(), JsonSerializerOptions.Web)!;

    /// <summary>Changes with the list, with the schema, and with the rules: then the known state is made anew.</summary>
    public static string Digest(IEnumerable<string> versions) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Bytes(), .. System.Text.Encoding.UTF8.GetBytes(string.Join('\n', versions))]));

    private static byte[] Bytes()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

/// <summary>One situation: a made-up person (or only a number), what is done to the case, and what is then so.</summary>
internal sealed record KnownCase
{
    /// <summary>Stable name of the situation.</summary>
    public required string Id { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>The made-up identity number, of an area that does not exist.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    public string? Telephone { get; init; }

    /// <summary>The office at which the person applies.</summary>
    public required string Office { get; init; }

    /// <summary>What is done, in order; nothing for a number that nobody has used yet.</summary>
    public IReadOnlyList<KnownStep> Steps { get; init; } = [];

    /// <summary>What the register answers in the known state.</summary>
    public IReadOnlyList<KnownAnswer> Holds { get; init; } = [];
}

/// <summary>One request, or one of the usual rows of requests by its name in <see cref="Do"/>.</summary>
internal sealed record KnownStep
{
    /// <summary>The day, in China; at half past nine.</summary>
    public required DateOnly On { get; init; }

    /// <summary>
    /// <c>submit</c>; <c>register</c>: submit, check the identity, approve; <c>await</c>: until what the case holds is so.
    /// </summary>
    public string? Do { get; init; }

    /// <summary>The role of the caller; a clerk when absent.</summary>
    public string As { get; init; } = "clerk";

    /// <summary>The caller's office, where it is not the case's.</summary>
    public string? At { get; init; }

    /// <summary>A path with <c>{person}</c>, <c>{application}</c>, <c>{registration}</c>, <c>{reference}</c>, or those of another case, <c>{other.person}</c>.</summary>
    public string? Post { get; init; }

    /// <summary>The body; of <c>submit</c> and <c>register</c> what differs from the usual one.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Posts to the simulated national platform in place of the register.</summary>
    public string? Platform { get; init; }
}

/// <summary>What a GET answers: a part of it, in which every member, and every element of a list in some element, is found again.</summary>
internal sealed record KnownAnswer
{
    public required string Get { get; init; }

    public string As { get; init; } = "clerk";

    public string? At { get; init; }

    public required JsonNode Is { get; init; }
}

/// <summary>What the register gave a case.</summary>
internal sealed record CaseNumbers
{
    public string? PersonId { get; init; }

    public string? ApplicationNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>The latest reference that an answer gave: of a transfer request, an objection, a proposal.</summary>
    public string? Reference { get; init; }
}
