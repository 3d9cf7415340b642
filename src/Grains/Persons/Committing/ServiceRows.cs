using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>The row that a contact, a service or a policy step leaves.</summary>
internal static class ServiceRows
{
    /// <summary>The row; null for any other event.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="after">The record just after it: its sequence is the journal entry's, its registration the one under which it was
    /// given.</param>
    /// <param name="by">Who recorded it.</param>
    public static ServiceRow? Of(PersonEvent fact, PersonRecord after, string by)
    {
        // Where the registration is over, it names it itself.
        if (fact is AllowanceListed listed)
        {
            return new ServiceRow(
                after.Sequence,
                ServiceRowKind.Listed,
                listed.Registration,
                listed.On,
                listed.Office,
                by,
                PolicyRuleText.AllowanceCode,
                EnumName.Of(listed.Change),
                Reached: null,
                Json(new { })
            );
        }

        // What an import brought may be of a registration that is over.
        var imported = (fact as ContactRecorded)?.Imported ?? (fact as ServiceGiven)?.Imported;
        if ((imported?.Registration ?? after.Registration?.Number) is not { } registration)
            return null;
        return fact switch
        {
            ContactRecorded e => new(
                after.Sequence,
                ServiceRowKind.Contact,
                registration,
                e.On,
                e.Office,
                by,
                EnumName.Of(e.Channel),
                EnumName.Of(e.Outcome),
                e.Contact.Reached,
                Json(e.Contact)
            ),
            ServiceGiven e => new(
                after.Sequence,
                ServiceRowKind.Service,
                registration,
                e.On,
                e.Office,
                by,
                e.Service.Item,
                EnumName.Of(e.Service.Result),
                Reached: null,
                Json(e.Service)
            ),
            PolicyStepped e => new(
                after.Sequence,
                ServiceRowKind.Policy,
                registration,
                e.On,
                e.Office,
                by,
                e.Policy,
                EnumName.Of(e.Step),
                Reached: null,
                Json(new { e.Note, e.Evidence })
            ),
            PolicyMatched e => OfRule(ServiceRowKinds.Told, e.Rule, e.Version, e.On, e.Office),
            PolicyUnmatched e => OfRule(ServiceRowKinds.Ended, e.Rule, e.Version, e.On, e.Office),
            _ => null,
        };

        ServiceRow OfRule(string word, string rule, int version, DateOnly on, string office) =>
            new(
                after.Sequence,
                ServiceRowKind.Rule,
                registration,
                on,
                office,
                by,
                rule,
                FormattableString.Invariant($"{word}:{version}"),
                Reached: null,
                Json(new { })
            );
    }

    private static JsonElement Json<T>(T details) => JsonSerializer.SerializeToElement(details, DomainJson.Options);
}
