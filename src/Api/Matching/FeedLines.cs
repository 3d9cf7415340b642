using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Matching;

/// <summary>A row of a delivery, one line of NDJSON. The moment as of which it is so is the run's.</summary>
public sealed record FeedLine
{
    /// <summary>The identity number; only its keyed hash is used.</summary>
    public string? Number { get; init; }

    /// <summary>The source's own key, which names the row for good; at most 200 characters. Only its keyed hash is stored.</summary>
    public string? Key { get; init; }

    /// <summary>The person's name as the source has it: compared with the register's.</summary>
    public string? Name { get; init; }

    /// <summary>The first day of the fact.</summary>
    public string? On { get; init; }

    /// <summary>The last day, inclusive; absent while it lasts.</summary>
    public string? Until { get; init; }

    /// <summary>The employer, or the business.</summary>
    public FeedEmployer? Employer { get; init; }

    /// <summary>The source does not say so any more; then only number and key are given.</summary>
    public bool? Withdrawn { get; init; }

    /// <summary>For the OpenAPI document; the number is of an area that does not exist.</summary>
    internal static FeedLine Example { get; } =
        new()
        {
            Number = "369999199003070015",
            Key = "2026-00184203",
            On = "2026-11-16",
            Employer = new FeedEmployer("示例公司", "91350100M000100Y43"),
        };

    /// <summary>The row; null where something is wrong with it, which is then among the fields.</summary>
    internal FeedRow? Read(IPersonIdentifier identifier, Fields fields)
    {
        var before = fields.Errors.Count;
        var identity = fields.Identity(Number, "number");
        var key = fields.Text(Key, "key", FieldLimits.SourceKey, required: true);
        var withdrawn = Withdrawn == true;
        var on = fields.Date(On, "on", required: !withdrawn);
        var until = fields.Date(Until, "until");
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse, required: false);
        if (withdrawn && (on is not null || until is not null || Employer is not null))
            fields.Wrong("withdrawn", FieldCodes.Contradicts);
        foreach (
            var (text, field, longest) in new[]
            {
                (Employer?.Name, "employer.name", FieldLimits.EmployerName),
                (Employer?.CreditCode, "employer.creditCode", FieldLimits.Typed),
            }
        )
        {
            if (text is not null && (text.Length > longest || !StorableJsonText.Is(text)))
                fields.Wrong(field, text.Length > longest ? FieldCodes.TooLong : FieldCodes.BadText);
        }

        if (fields.Errors.Count > before)
            return null;
        var fact = withdrawn
            ? null
            : new MatchedFact(on!.Value) { Until = until, Employer = FormerEmployer.Read(Employer?.Name, Employer?.CreditCode) };
        return new FeedRow(key!, identifier.Identify(identity!), fact, withdrawn ? null : name);
    }
}

/// <summary>An employer in a row.</summary>
/// <param name="Name">As the source has it.</param>
/// <param name="CreditCode">The unified social credit code (统一社会信用代码); one that is none is kept as unverified.</param>
public sealed record FeedEmployer(
    [property: StringLength(FieldLimits.EmployerName)] string? Name,
    [property: StringLength(FieldLimits.Typed)] string? CreditCode
);

/// <summary>What is wrong with a row, without its values.</summary>
/// <param name="Row">Its number in the delivery, from 0.</param>
/// <param name="Field">Which member.</param>
/// <param name="Code">As in the errors of every problem.</param>
internal sealed record FeedFault(long Row, string Field, string Code);

/// <summary>
/// Reads lines of NDJSON, and each as a row. A line is bounded; what cannot be read is a fault of its row and stops no other.
/// </summary>
internal static class FeedLines
{
    /// <summary>Bytes of one request.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    /// <summary>Rows of one request.</summary>
    public const int MostRows = 20_000;

    /// <summary>The longest line, in bytes.</summary>
    public const int LongestLine = 16 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = 4,
    };

    /// <summary>The lines, without their ends. Blank ones are none.</summary>
    /// <exception cref="ProblemException">Too many bytes or rows, or a line that is too long.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancelled)
    {
        var buffer = new byte[64 * 1024];
        var line = new MemoryStream();
        var (total, rows) = (0L, 0);
        for (var isFirst = true; ; isFirst = false)
        {
            var read = await body.ReadAsync(buffer, cancelled);
            total += read;
            if (total > LargestBody)
                throw new Problem(ProblemCatalogue.TooLarge).AsException();
            var rest = buffer.AsMemory(0, read);
            if (isFirst && rest.Span.StartsWith(Encoding.UTF8.Preamble))
                rest = rest[Encoding.UTF8.Preamble.Length..];
            for (var end = rest.Span.IndexOf((byte)'\n'); end >= 0; end = rest.Span.IndexOf((byte)'\n'))
            {
                if (Take(rest.Span[..end]) is { } whole)
                    yield return whole;
                rest = rest[(end + 1)..];
            }

            if (read == 0)
            {
                if (Take([]) is { } last)
                    yield return last;
                yield break;
            }

            Append(rest.Span);
        }

        ReadOnlyMemory<byte>? Take(ReadOnlySpan<byte> end)
        {
            Append(end);
            var bytes = line.ToArray();
            line.SetLength(0);
            if (bytes.AsSpan().Trim(" \t\r"u8).IsEmpty)
                return null;
            return ++rows <= MostRows ? bytes : throw new Problem(ProblemCatalogue.TooLarge).AsException();
        }

        void Append(ReadOnlySpan<byte> bytes)
        {
            line.Write(bytes);
            if (line.Length > LongestLine)
                throw new Problem(ProblemCatalogue.TooLarge).AsException();
        }
    }

    /// <summary>The row of a line; null where something is wrong with it, which is then among the faults.</summary>
    public static FeedRow? Read(ReadOnlyMemory<byte> line, long number, IPersonIdentifier identifier, Fields fields, List<FeedFault> faults)
    {
        FeedLine? read;
        try
        {
            read = JsonSerializer.Deserialize<FeedLine>(line.Span, Strict);
        }
        catch (JsonException e)
        {
            // Without the path: it names a member that may have been made up.
            faults.Add(new FeedFault(number, "$", e.InnerException is JsonException ? FieldCodes.Malformed : FieldCodes.WrongType));
            return null;
        }

        if (read is null)
        {
            faults.Add(new FeedFault(number, "$", FieldCodes.WrongType));
            return null;
        }

        var before = fields.Errors.Count;
        var row = read.Read(identifier, fields);
        faults.AddRange(fields.Errors.Skip(before).Select(error => new FeedFault(number, error.Field, error.Code)));
        return row;
    }
}
