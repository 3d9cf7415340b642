using Grid.Api.Applicants;
using Grid.Api.OpenApi;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Policies;

namespace Grid.Api.Policies;

/// <summary>Whether the person refuses that the own data go to civil affairs; recorded by the office on the person's word.</summary>
public sealed record ExchangeChoiceBody : IRequest<ExchangeChoiceBody>
{
    public bool? Refuses { get; init; }

    public static ExchangeChoiceBody Example { get; } = new() { Refuses = true };

    internal ChooseExchange Read(Fields fields)
    {
        fields.Has(Refuses, "refuses");
        fields.ThrowIfWrong();
        return new ChooseExchange(Refuses!.Value);
    }
}

/// <summary>The person's own choice, by receipt and identity number.</summary>
public sealed record OwnExchangeChoiceBody : IRequest<OwnExchangeChoiceBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public bool? Refuses { get; init; }

    public static OwnExchangeChoiceBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Refuses = true,
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal ChooseExchange Read(Fields fields)
    {
        fields.Has(Refuses, "refuses");
        return new ChooseExchange(Refuses ?? false);
    }
}

/// <summary>What civil affairs decided about the minimum living allowance of a person on their list.</summary>
public sealed record AllowanceResultBody : IRequest<AllowanceResultBody>
{
    /// <summary>As the list has it.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary><c>granted</c>, <c>notGranted</c> or <c>ended</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The day from which on it holds.</summary>
    public string? From { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static AllowanceResultBody Example { get; } =
        new()
        {
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Status = "granted",
            From = "2026-11-20",
            Evidence = new EvidenceBody
            {
                Basis = "2",
                Source = "低保信息系统",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    /// <summary>The person, and the command given whether the person was in a list that was read.</summary>
    internal (IdentityNumber Number, Func<bool, RecordAllowance> Command) Read(Fields fields)
    {
        var number = fields.Identity(IdentityNumber, "identityNumber");
        var state = fields.Name<AllowanceState>(Status, "status");
        var from = fields.Date(From, "from", required: true);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return (number!, delivered => new RecordAllowance(state!.Value, from!.Value, evidence!, delivered));
    }
}

/// <summary>The policies that a person may be entitled to, and how far the person is with each.</summary>
/// <param name="Allowance">Whether the minimum living allowance is received: yes or no; absent where civil affairs have said nothing.</param>
/// <param name="RefusesExchange">The person does not want the own data to go to civil affairs.</param>
/// <param name="Exchanges">In which lists for civil affairs the person was, the newest first.</param>
public sealed record PersonPoliciesView(
    IReadOnlyList<PolicyCaseView> Items,
    bool? Allowance,
    bool RefusesExchange,
    IReadOnlyList<PersonExchangeView> Exchanges
);

/// <summary>A policy that a rule found.</summary>
/// <param name="Policy">Code of <c>/v1/policy-list</c>, or <c>allowance</c>.</param>
/// <param name="Step">The last step: <c>told</c>, <c>helped</c>, <c>applied</c>, <c>granted</c> or <c>declined</c>.</param>
/// <param name="ResultBy">Who said so; absent while there is no answer, and of the allowance.</param>
/// <param name="EndedOn">Since when the rule is not fulfilled any more; absent while it is.</param>
public sealed record PolicyCaseView(
    string Rule,
    int Version,
    string Policy,
    [NamesOf<PolicyStep>] string Step,
    DateOnly ToldOn,
    DateOnly? HelpedOn,
    DateOnly? AppliedOn,
    DateOnly? ResultOn,
    EvidenceView? ResultBy,
    DateOnly? EndedOn
)
{
    /// <summary>What became of the allowance is not here: it is the person's own matter, shown as yes or no.</summary>
    internal static PolicyCaseView Of(PolicyCase one)
    {
        var hides = one is { Purpose: Domain.Policies.PolicyRulePurpose.Allowance, Step: PolicyStep.Granted or PolicyStep.Declined };
        return new PolicyCaseView(
            one.Rule,
            one.Version,
            one.Policy,
            EnumName.Of(
                !hides ? one.Step
                : one.AppliedOn is not null ? PolicyStep.Applied
                : one.HelpedOn is not null ? PolicyStep.Helped
                : PolicyStep.Told
            ),
            one.ToldOn,
            one.HelpedOn,
            one.AppliedOn,
            hides ? null : one.ResultOn,
            !hides && one.ResultBy is { } by ? EvidenceView.Of(by) : null,
            one.EndedOn
        );
    }
}

/// <summary>A list in which a person was.</summary>
/// <param name="DeliveredAt">When civil affairs first read it; absent where they have not.</param>
public sealed record PersonExchangeView(int Number, [NamesOf<ListChange>] string Change, DateTimeOffset? DeliveredAt)
{
    internal static PersonExchangeView Of(AllowanceLine line) => new(line.Exchange, EnumName.Of(line.Change), line.DeliveredAt);
}

/// <summary>The lists for civil affairs, the newest first.</summary>
public sealed record AllowanceExchangesView(IReadOnlyList<AllowanceExchangeView> Items);

/// <summary>A day's list.</summary>
/// <param name="Lines">How many lines it has; fewer travel where persons refused or left since.</param>
public sealed record AllowanceExchangeView(int Number, DateOnly Day, DateTimeOffset MadeAt, int Lines, string Href)
{
    internal static AllowanceExchangeView Of(AllowanceExchange one) =>
        new(one.Number, one.Day, one.MadeAt, one.Lines, FormattableString.Invariant($"/v1/civil-affairs/exchanges/{one.Number}"));
}

/// <summary>A page of a list.</summary>
/// <param name="Purpose">What the data may be used for, and by which rule.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record AllowancePageView(int Number, DateOnly Day, string Purpose, IReadOnlyList<AllowanceLineView> Items, string? Next);

/// <summary>A line of a list: who it is, where, and since when; nothing else (PIPL art. 6).</summary>
/// <param name="Change"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
/// <param name="Region">Code of the county of the registration; absent where the person was removed.</param>
/// <param name="RegisteredOn">Absent where the person was removed.</param>
public sealed record AllowanceLineView(
    int Line,
    [NamesOf<ListChange>] string Change,
    string IdentityNumber,
    string Name,
    string? Region,
    string? RegionName,
    DateOnly? RegisteredOn
);

/// <summary>What belongs to a list as a file, so that its receiver can see that it is whole.</summary>
/// <param name="Columns">The columns of the file, in their order.</param>
/// <param name="Lines">Lines of the file without its head.</param>
/// <param name="Sha256">Of the bytes of the file, hexadecimal.</param>
public sealed record AllowanceManifestView(
    int Number,
    DateOnly Day,
    string Purpose,
    string File,
    IReadOnlyList<string> Columns,
    int Lines,
    string Sha256
);
