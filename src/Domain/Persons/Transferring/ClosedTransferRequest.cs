using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>How a transfer request ended; kept so that the asking office can see it. The form is not.</summary>
public sealed record ClosedTransferRequest(string Id, string ToOffice, DateTimeOffset AskedAt, TransferRequestState State) : Discreet;

/// <summary>How far a transfer request is.</summary>
[JsonConverter(typeof(StrictEnumConverter<TransferRequestState>))]
public enum TransferRequestState
{
    /// <summary>Waits for the office that holds the case, or for the person.</summary>
    Open,

    /// <summary>The case went to the asking office.</summary>
    Granted,

    /// <summary>The person wants to stay.</summary>
    Declined,

    /// <summary>Neither the office nor the person answered in time.</summary>
    Lapsed,

    /// <summary>The case that was asked for is over.</summary>
    Ended,
}

/// <summary>A transfer request was closed by the register, because it was not answered in <see cref="Deadlines.TransferDays"/> days.</summary>
public sealed record TransferLapsed(string RequestId) : PersonEvent;

/// <summary>No transfer request stays open for ever: it is answered, its case ends, or it lapses.</summary>
internal static class ClosingTransfers
{
    /// <summary>So many closed requests are kept, the latest.</summary>
    private const int Kept = 10;

    /// <summary>The requests that wait for an answer.</summary>
    public static IEnumerable<TransferRequest> Open(PersonRecord record) =>
        (record.Application is { IsOpen: true } open ? open.TransferRequests : []).Concat(record.Registration?.TransferRequests ?? []);

    /// <summary>The first moment at which nothing can be answered any more.</summary>
    public static DateTimeOffset LapsesAt(TransferRequest request) =>
        ChinaTime.EndOf(ChinaTime.DateOf(request.AskedAt).AddDays(Deadlines.TransferDays));

    /// <summary>What has lapsed by now. Nothing of an alias: its case is elsewhere.</summary>
    public static IReadOnlyList<PersonEvent> Lapsed(PersonRecord record, DecisionContext context) =>
        record.AliasOf is not null
            ? []
            : [.. Open(record).Where(request => LapsesAt(request) <= context.Now).Select(request => new TransferLapsed(request.Id))];

    /// <summary>
    /// The record after an event, with the requests that it closed. An approval hands them on from the application to the registration, and
    /// a case that moves between two numbers takes them with it.
    /// </summary>
    public static PersonRecord Settle(PersonRecord before, PersonEvent change, PersonRecord after)
    {
        if (
            change
            is LinkedTo
                or Unlinked
                or CaseTakenOver
                or CaseReturned
                or NumberCorrected
                or EnteredInError
                or ApplicationApproved { Into: null }
        )
        {
            return after;
        }

        var gone = Open(before).Where(request => Open(after).All(still => !string.Equals(still.Id, request.Id, StringComparison.Ordinal)));
        ClosedTransferRequest[] closed =
        [
            .. gone.Select(request => new ClosedTransferRequest(request.Id, request.ToOffice, request.AskedAt, StateOf(change, request))),
        ];
        return closed.Length == 0
            ? after
            : after with
            {
                ClosedTransferRequests = [.. after.ClosedTransferRequests.Concat(closed).TakeLast(Kept)],
            };
    }

    private static TransferRequestState StateOf(PersonEvent change, TransferRequest request) =>
        change switch
        {
            ApplicationTransferred e when IsTo(e.To, request) => TransferRequestState.Granted,
            RegistrationTransferred e when IsTo(e.To, request) => TransferRequestState.Granted,
            TransferDeclined => TransferRequestState.Declined,
            TransferLapsed => TransferRequestState.Lapsed,
            _ => TransferRequestState.Ended,
        };

    private static bool IsTo(string office, TransferRequest request) => string.Equals(office, request.ToOffice, StringComparison.Ordinal);
}

/// <summary>What the asking office may see of its request: how far it is, and the form that it was given itself.</summary>
public sealed record TransferRequestStatus(TransferRequest? Open, ClosedTransferRequest? Closed) : Discreet
{
    public string ToOffice => Open?.ToOffice ?? Closed!.ToOffice;

    public DateTimeOffset AskedAt => Open?.AskedAt ?? Closed!.AskedAt;

    public TransferRequestState State => Closed?.State ?? TransferRequestState.Open;

    /// <summary>The last day on which it can be answered; null once it is closed.</summary>
    public DateOnly? AnswerableUntil => Open is { } open ? ChinaTime.DateOf(open.AskedAt).AddDays(Deadlines.TransferDays) : null;

    /// <summary>The request of a record by its identifier; null when there is none, or it is too old.</summary>
    public static TransferRequestStatus? Find(PersonRecord record, string id)
    {
        ArgumentNullException.ThrowIfNull(record);
        return ClosingTransfers.Open(record).FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is { } open
                ? new TransferRequestStatus(open, null)
            : record.ClosedTransferRequests.LastOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is { } closed
                ? new TransferRequestStatus(null, closed)
            : null;
    }

    /// <summary>All that wait for an answer.</summary>
    public static IReadOnlyList<TransferRequest> OpenOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. ClosingTransfers.Open(record)];
    }
}
