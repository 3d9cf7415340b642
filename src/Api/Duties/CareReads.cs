using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Duties;

/// <summary>What was done for a person, as lists of their own beside the history: contacts and services (79/2020 (三)).</summary>
internal static class CareReads
{
    private const int AtOnce = 200;

    /// <summary>Contacts and attempts of all the person's cases that the caller may see, the newest entry first.</summary>
    public static async Task<Ok<ContactsView>> Contacts(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IJournalReader journal,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var (record, entries) = await ReadAsync<ContactRecorded>(personId, request, caller, sender, journal, cancelled);
        await access.PersonAsync(caller, "persons.contacts", record, cancelled);
        return TypedResults.Ok(
            new ContactsView(record.Id.ToString(), [.. entries.Select(one => ContactView.Of(one, (ContactRecorded)one.Event))])
        );
    }

    /// <summary>Services that were given or offered, likewise.</summary>
    public static async Task<Ok<ServicesView>> Services(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IJournalReader journal,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var (record, entries) = await ReadAsync<ServiceGiven>(personId, request, caller, sender, journal, cancelled);
        await access.PersonAsync(caller, "persons.services", record, cancelled);
        return TypedResults.Ok(
            new ServicesView(record.Id.ToString(), [.. entries.Select(one => ServiceView.Of(one, (ServiceGiven)one.Event))])
        );
    }

    private static async Task<(PersonRecord Record, IReadOnlyList<JournalEntry> Entries)> ReadAsync<TEvent>(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IJournalReader journal,
        CancellationToken cancelled
    )
        where TEvent : PersonEvent
    {
        new QueryReader(request).ThrowIfWrong();
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var found = new List<JournalEntry>();
        var after = 0L;
        while (true)
        {
            var entries = await journal.ReadAsync(record.Id, after, AtOnce, cancelled);
            found.AddRange(entries.Where(entry => entry.Event is TEvent && !EarlierCases.IsHidden(caller, record, entry.Office)));
            if (entries.Count < AtOnce)
                break;
            after = entries[^1].Sequence;
        }

        found.Reverse();
        request.HttpContext.Response.Tell(record.Sequence);
        return (record, found);
    }
}

/// <summary>A person's contacts.</summary>
public sealed record ContactsView(string PersonId, IReadOnlyList<ContactView> Items);

/// <summary>A contact, or an attempt.</summary>
/// <param name="Sequence">Its place in the person's history.</param>
/// <param name="At">When it happened.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Reached">The person was reached, so that it fulfils its month.</param>
/// <param name="Skill">What the person can do.</param>
/// <param name="Wishes">Code list job-wish; absent where they did not change.</param>
public sealed record ContactView(
    long Sequence,
    string Id,
    DateTimeOffset At,
    string By,
    string Office,
    [NamesOf<ContactChannel>] string Channel,
    [NamesOf<ContactOutcome>] string Outcome,
    bool Reached,
    string? Note,
    string? Skill,
    IReadOnlyList<string>? Wishes,
    DateTimeOffset? NextAppointment
)
{
    internal static ContactView Of(JournalEntry entry, ContactRecorded recorded) =>
        new(
            entry.Sequence,
            recorded.Contact.Id,
            recorded.Contact.At,
            entry.Actor.Subject,
            recorded.Office,
            EnumName.Of(recorded.Channel),
            EnumName.Of(recorded.Outcome),
            recorded.Contact.Reached,
            Mask.Text(recorded.Contact.Note),
            Mask.Text(recorded.Contact.Skill),
            recorded.Contact.Wishes.Count == 0 ? null : recorded.Contact.Wishes,
            recorded.Contact.NextAppointment
        );
}

/// <summary>The services that a person got or was offered.</summary>
public sealed record ServicesView(string PersonId, IReadOnlyList<ServiceView> Items);

/// <summary>A service of the province's list (服务清单).</summary>
/// <param name="Sequence">Its place in the person's history.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Item">Its code in <c>/v1/service-list</c>.</param>
/// <param name="ListVersion">The version of the list that the code is from.</param>
public sealed record ServiceView(
    long Sequence,
    string Id,
    DateOnly On,
    string By,
    string Office,
    string Item,
    string ListVersion,
    [NamesOf<ServiceResult>] string Result,
    string? Note
)
{
    internal static ServiceView Of(JournalEntry entry, ServiceGiven given) =>
        new(
            entry.Sequence,
            given.Service.Id,
            given.On,
            entry.Actor.Subject,
            given.Office,
            given.Service.Item,
            given.Service.ListVersion,
            EnumName.Of(given.Service.Result),
            Mask.Text(given.Service.Note)
        );
}
