using Grid.Api.Applicants;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matters;

namespace Grid.Api.Matters;

/// <summary>A matter that the person asks for beside the application or registration (一件事, 79/2020 (五)).</summary>
public sealed record AskMatterBody : IRequest<AskMatterBody>
{
    /// <summary><c>benefit</c> (失业保险金申领) or <c>hardship</c> (就业困难人员认定).</summary>
    public string? Kind { get; init; }

    public static AskMatterBody Example { get; } = new() { Kind = "benefit" };

    internal AskMatter Read(Fields fields)
    {
        var kind = fields.Name<MatterKind>(Kind, "kind");
        fields.ThrowIfWrong();
        return new AskMatter(kind!.Value);
    }
}

/// <summary>The person's objection to the answer that a matter is not granted.</summary>
public sealed record ObjectToMatterBody : IRequest<ObjectToMatterBody>
{
    /// <summary>The person's own words.</summary>
    public string? Text { get; init; }

    public static ObjectToMatterBody Example { get; } = new() { Text = "缴费满一年,请重新核实" };

    internal ObjectToMatter Read(string matter, Fields fields)
    {
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new ObjectToMatter(matter, text!);
    }
}

/// <summary>A claim that was made at the system that decides it.</summary>
public sealed record ReceivedMatterBody : IRequest<ReceivedMatterBody>
{
    /// <summary><c>benefit</c> or <c>hardship</c>; the one of the caller.</summary>
    public string? Kind { get; init; }

    /// <summary>The number at the system: 1 to 64 letters, digits or <c>- _ .</c></summary>
    public string? SystemReference { get; init; }

    public string? IdentityNumber { get; init; }

    public string? Name { get; init; }

    public string? Telephone { get; init; }

    /// <summary>The office that is to ask the person for the application; needed where the person has no case here.</summary>
    public string? Office { get; init; }

    /// <summary>When the claim was made there.</summary>
    public string? On { get; init; }

    public static ReceivedMatterBody Example { get; } =
        new()
        {
            Kind = "benefit",
            SystemReference = "SY-2026-000001",
            IdentityNumber = "11010519491231002X",
            Name = "张三",
            Telephone = "13800000000",
            Office = "36010201",
            On = "2026-11-20",
        };

    internal ReceiveMatter Read(Fields fields)
    {
        var kind = fields.Name<MatterKind>(Kind, "kind");
        fields.Has(SystemReference, "systemReference");
        var number = fields.Identity(IdentityNumber, "identityNumber");
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse);
        var telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(
            Telephone,
            "telephone",
            TelephoneNumber.TryParse,
            required: false
        );
        var on = fields.Date(On, "on", required: true);
        fields.ThrowIfWrong();
        return new ReceiveMatter(kind!.Value, SystemReference!, number!, name!, telephone, Office, on!.Value);
    }
}

/// <summary>How far a matter is, as the system that decides it says.</summary>
public sealed record MatterAnswerBody : IRequest<MatterAnswerBody>
{
    /// <summary>The number of this answer, from 1; each later answer has a higher one.</summary>
    public int? Revision { get; init; }

    /// <summary><c>inHand</c>, <c>granted</c>, <c>notGranted</c>, or <c>withdrawn</c> by the person there.</summary>
    public string? Status { get; init; }

    /// <summary>What was granted; with that state only.</summary>
    public MatterGrantBody? Grant { get; init; }

    /// <summary>Why it was not granted; with that state only.</summary>
    public string? Note { get; init; }

    /// <summary>The number at the system, where the register has not been told it before.</summary>
    public string? SystemReference { get; init; }

    public static MatterAnswerBody Example { get; } =
        new()
        {
            Revision = 1,
            Status = "granted",
            Grant = new MatterGrantBody { From = "2026-11-01", To = "2027-04-30" },
            SystemReference = "SY-2026-000001",
        };

    internal AnswerMatter Read(string matter, Fields fields)
    {
        if (Revision is null)
            fields.Wrong("revision", FieldCodes.Required);
        var state = fields.Name<MatterState>(Status, "status");
        var reason = fields.Text(Note, "note", FieldLimits.Note);
        var grant = MatterGrantBody.Read(Grant, fields);
        fields.ThrowIfWrong();
        return new AnswerMatter(matter, Revision!.Value, state!.Value, grant, reason) { SystemReference = SystemReference };
    }
}

/// <summary>What was granted.</summary>
public sealed record MatterGrantBody
{
    /// <summary>First day, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive; absent while it is open.</summary>
    public string? To { get; init; }

    /// <summary>Of a recognition: code list hardship-category.</summary>
    public string? Category { get; init; }

    internal static MatterGrant? Read(MatterGrantBody? body, Fields fields)
    {
        if (body is null)
            return null;
        var from = fields.Date(body.From, "grant.from", required: true);
        var to = fields.Date(body.To, "grant.to");
        var category = fields.Code(body.Category, "grant.category", CodeListIds.HardshipCategory);
        return from is { } first ? new MatterGrant(first, to, category) : null;
    }
}

/// <summary>What a system has of a day: the matters that came to it or changed there.</summary>
public sealed record MatterDayBody : IRequest<MatterDayBody>
{
    /// <summary>More are sent as several days' lists would be: a day has fewer.</summary>
    internal const int Most = 20_000;

    /// <summary><c>benefit</c> or <c>hardship</c>; the one of the caller.</summary>
    public string? Kind { get; init; }

    /// <summary>May be empty.</summary>
    public IReadOnlyList<MatterDayLine>? Matters { get; init; }

    public static MatterDayBody Example { get; } =
        new()
        {
            Kind = "benefit",
            Matters =
            [
                new MatterDayLine
                {
                    Matter = "3601022026112000000015-1",
                    Revision = 1,
                    Status = "granted",
                },
            ],
        };

    internal (MatterKind Kind, IReadOnlyList<MatterThere> There) Read(Fields fields)
    {
        var kind = fields.Name<MatterKind>(Kind, "kind");
        if (Matters is null)
            fields.Wrong("matters", FieldCodes.Required);
        else if (Matters.Count > Most)
            fields.Beyond("matters", FieldCodes.TooMany, null, Most);
        var there = new List<MatterThere>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, line) in (Matters ?? []).Take(Most).Index())
        {
            var at = FormattableString.Invariant($"matters[{i}]");
            if (!MatterNumber.TryParse(line?.Matter, out var number))
            {
                fields.Wrong($"{at}.matter", FieldCodes.BadCode);
                continue;
            }

            if (!seen.Add(number.ToString()))
                fields.Wrong($"{at}.matter", FieldCodes.Contradicts);
            if (line!.Revision is not { } revision || revision < 0)
                fields.Wrong($"{at}.revision", FieldCodes.Required);
            else if (fields.Name<MatterState>(line.Status, $"{at}.status") is { } state)
                there.Add(new MatterThere(number.ToString(), revision, state));
        }

        fields.ThrowIfWrong();
        return (kind!.Value, there);
    }
}

/// <summary>One matter of a day.</summary>
public sealed record MatterDayLine
{
    public string? Matter { get; init; }

    /// <summary>The number of the latest answer; 0 where there is none yet.</summary>
    public int? Revision { get; init; }

    public string? Status { get; init; }
}

/// <summary>What the person does about a matter without a login: ask for one, withdraw it, or object to its answer.</summary>
public sealed record OwnMatterBody : IRequest<OwnMatterBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    /// <summary><c>ask</c>, <c>withdraw</c> or <c>object</c>.</summary>
    public string? Action { get; init; }

    /// <summary>With <c>ask</c>: <c>benefit</c> or <c>hardship</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>With <c>withdraw</c> and <c>object</c>: its number.</summary>
    public string? Matter { get; init; }

    /// <summary>With <c>object</c>: why.</summary>
    public string? Text { get; init; }

    public static OwnMatterBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Action = "ask",
            Kind = "benefit",
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal PersonCommand? Read(Fields fields)
    {
        switch (Action)
        {
            case "ask":
                return fields.Name<MatterKind>(Kind, "kind") is { } kind ? new AskMatter(kind) : null;
            case "withdraw":
                return fields.Has(Matter, "matter") ? new WithdrawMatter(Matter) : null;
            case "object":
                fields.Has(Matter, "matter");
                return fields.Text(Text, "text", FieldLimits.Note, required: true) is { } text && Matter is { } matter
                    ? new ObjectToMatter(matter, text)
                    : null;
            default:
                fields.Wrong("action", Action is null ? FieldCodes.Required : FieldCodes.NotInList, ["ask", "withdraw", "object"]);
                return null;
        }
    }
}
