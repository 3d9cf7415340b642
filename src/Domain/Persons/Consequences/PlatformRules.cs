using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Consequences;

/// <summary>What the national platform must be told of an event (79/2020 (七), (八)). Names and codes are the register's own.</summary>
internal static class PlatformRules
{
    public static IReadOnlyList<PlatformItem> Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context) => change switch
    {
        ApplicationApproved e => [Result(after, e.On, context)],
        ApplicationRefused e => [Result(after, e.On, context)],
        Registered e =>
        [
            Item(PlatformItemKind.Registration, $"registration:{e.Registration.Number}", e.Registration.RegisteredOn, e.Registration.Office, context, new
            {
                Registration = e.Registration,
                after.Identity,
                after.Details,
                after.Application?.PlatformNumber,
            }),
        ],
        Exited e =>
        [
            Item(PlatformItemKind.Exit, $"exit:{e.Number}:{after.Sequence}", e.On, e.Office, context, new
            {
                e.Number,
                e.Office,
                e.On,
                Exit = e.Details,
                Operator = context.Actor.Subject,
                At = context.Now,
            }),
        ],
        ByReferenceEnded e =>
            [Item(PlatformItemKind.Correction, $"by-reference-ended:{e.Number}:{after.Sequence}", e.On, before.Registration!.Office, context, new { e.Number, EndedOn = e.On })],
        ExitRevoked e =>
            [Item(PlatformItemKind.ExitRevoked, $"exit-revoked:{e.Number}:{after.Sequence}", e.On, e.Office, context, new { e.Number, e.Office, e.ExitedOn, RevokedOn = e.On })],
        RegistrationTransferred e when after.Registration is { } r =>
        [
            Item(PlatformItemKind.Transfer, $"transfer:{r.Number}:{after.Sequence}", e.On, e.To, context, new
            {
                r.Number,
                e.From,
                FromRegion = CountingUnits.Of(e.From, context.Offices),
                e.To,
                ToRegion = CountingUnits.Of(e.To, context.Offices),
                e.Ground,
                e.Counted,
                e.On,
            }),
        ],
        DataCorrected e when after.Registration is { } r =>
        [
            Item(PlatformItemKind.Correction, $"correction:{r.Number}:{after.Sequence}", context.Today, r.Office, context, new
            {
                r.Number,
                e.Changes,
                Registration = r,
                after.Identity,
                after.Details,
            }),
        ],
        CaseTakenOver e =>
        [
            Item(PlatformItemKind.Link, $"link:{e.MoveId:N}", e.On, CaseScope.OfficeOf(after), context, new
            {
                Alias = e.Case.Identity,
                Main = after.Identity,
                after.Registration?.Number,
                Linked = true,
            }),
        ],
        CaseReturned e =>
        [
            Item(PlatformItemKind.Link, $"unlink:{e.MoveId:N}", e.On, CaseScope.OfficeOf(after), context, new { Alias = e.Case.Identity, after.Registration?.Number, Linked = false }),
        ],
        EnteredInError e when e.Facts is { } facts =>
        [
            Item(PlatformItemKind.EnteredInError, $"entered-in-error:{facts.Number}", e.On, facts.Office, context, new { facts.Number, e.Application, before.Identity }),
            .. StandsAgain(before, after, e.On, context),
        ],
        _ => [],
    };

    /// <summary>A registration that had made room for the one in error is active again.</summary>
    private static PlatformItem[] StandsAgain(PersonRecord before, PersonRecord after, DateOnly on, DecisionContext context) =>
        after.Registration is { } again && before.Registration?.Number != again.Number
            ?
            [
                Item(PlatformItemKind.Correction, $"stands-again:{again.Number}:{after.Sequence}", on, again.Office, context, new
                {
                    again.Number,
                    again.Office,
                    Registration = again,
                    after.Identity,
                    after.Details,
                }),
            ]
            : [];

    private static PlatformItem Result(PersonRecord after, DateOnly on, DecisionContext context)
    {
        var application = after.Application!;
        return Item(PlatformItemKind.Result, $"result:{application.Number}", on, application.Office, context, new
        {
            application.Number,
            application.PlatformNumber,
            application.Status,
            application.NonApproval,
            application.Office,
            Reviewer = context.Actor.Subject,
            At = context.Now,
        });
    }

    private static PlatformItem Item<T>(PlatformItemKind kind, string key, DateOnly on, string? office, DecisionContext context, T content) =>
        new(kind, key, on, office is null ? "" : CountingUnits.Of(office, context.Offices), JsonSerializer.SerializeToElement(content, DomainJson.Options));
}
