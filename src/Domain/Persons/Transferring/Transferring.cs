using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// Hand the open application or the active registration to another office; "wrong office" is a transfer, never a refusal.
/// Done by the office that holds the case or by a supervisor above it. Answers that office's request, if there is one.
/// </summary>
public sealed record Transfer(string ToOffice, PlaceGround? Ground, string Note) : PersonCommand;

/// <summary>
/// Close another office's transfer request because the person wants to stay; the choice of place is the person's (79/2020 (一)).
/// </summary>
public sealed record DeclineTransfer(string RequestId, Evidence Declaration) : PersonCommand;

/// <summary>Another office asks for the case because the person applied there. One for each office; a repeat is the same request.</summary>
public sealed record TransferRequest(string Id, string ToOffice, PlaceGround Ground, DateTimeOffset AskedAt, string AskedBy) : Discreet
{
    /// <summary>
    /// The form that the asking office was given: all that it may see of the person. Null where a link made the request, and of what older
    /// versions wrote.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TransferForm? Form { get; init; }
}

/// <summary>Another office asks for the case.</summary>
public sealed record TransferRequested(TransferRequest Request) : PersonEvent
{
    /// <inheritdoc cref="TransferRequest.Form"/>
    [Personal]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TransferForm? Form { get; init; }
}

/// <summary>A transfer request was closed because the person stays.</summary>
public sealed record TransferDeclined(string RequestId, [property: Personal] Evidence Declaration) : PersonEvent;

/// <summary>The open application went to another office; the deadline stays.</summary>
public sealed record ApplicationTransferred(string From, string To, PlaceGround Ground, DateOnly On, [property: Personal] string Note)
    : PersonEvent,
        IDated
{
    /// <summary>The order of the reorganisation that moved it; null when a user transferred it.</summary>
    public string? Reorganisation { get; init; }
}

/// <summary>The active registration went to another office.</summary>
/// <param name="Counted">Whether it is in the stock from then on.</param>
public sealed record RegistrationTransferred(
    string From,
    string To,
    PlaceGround Ground,
    bool Counted,
    DateOnly On,
    [property: Personal] string Note
) : PersonEvent, IDated
{
    /// <summary>The order of the reorganisation that moved it; null when a user transferred it.</summary>
    public string? Reorganisation { get; init; }

    /// <summary>By a reorganisation: whether the place where the person registered is urban, which stays as it is; else null.</summary>
    public bool? UrbanPlace { get; init; }
}

/// <summary>
/// Moving a case between offices; the person chooses the place (79/2020 (一)), so a wrong office is a transfer and never a refusal.
/// </summary>
internal static class Transferring
{
    public static Decision Decide(PersonRecord record, Transfer command, DecisionContext context)
    {
        if (Holder(record) is not { } holder)
            return Decision.Refuse(CaseScope.NotRegistered(record, context));
        if (CaseScope.Check(context, holder.Office) is { } scope)
            return Decision.Refuse(scope);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (context.Offices.Find(command.ToOffice) is not { } target)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice) { Field = "toOffice" });
        if (Succession.Refusal(target, "toOffice", context) is { } ended)
            return Decision.Refuse(ended);
        if (string.Equals(command.ToOffice, holder.Office, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SameOffice) { Field = "toOffice" });

        var request = holder.Requests.FirstOrDefault(r => string.Equals(r.ToOffice, command.ToOffice, StringComparison.Ordinal));
        return Move(record, target, command.Ground ?? request?.Ground, command.Note, context);
    }

    /// <summary>The case goes to the office: the open application, else the active registration.</summary>
    public static Decision Move(PersonRecord record, Office target, PlaceGround? ground, string note, DecisionContext context)
    {
        var to = target.Code.Value;
        if (record.Application is { IsOpen: true } application)
        {
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.Transferred, record, application with { Office = to }),
                new ApplicationTransferred(application.Office, to, ground ?? application.Ground, context.Today, note)
            );
        }

        var registration = record.Registration!;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Transferred, record, registration with { Office = to }),
            new RegistrationTransferred(
                registration.Office,
                to,
                ground ?? registration.Ground,
                Statistics.Counts(registration.ByReference, target, record.Identity!.Number, context.Today),
                context.Today,
                note
            )
        );
    }

    public static Decision Decide(PersonRecord record, DeclineTransfer command, DecisionContext context)
    {
        if (Holder(record) is not { } holder)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownTransferRequest));
        if (CaseScope.Check(context, holder.Office) is { } scope)
            return Decision.Refuse(scope);
        if (!holder.Requests.Any(r => string.Equals(r.Id, command.RequestId, StringComparison.Ordinal)))
            return Decision.Refuse(new Refusal(RefusalCode.UnknownTransferRequest));
        if (FieldRules.OwnDeclaration("declaration", command.Declaration, context.Now) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.TransferDeclined, record) with
            {
                Reference = command.RequestId,
            },
            new TransferDeclined(command.RequestId, command.Declaration)
        );
    }

    /// <summary>The office that holds what can be transferred: the open application comes first.</summary>
    public static (string Office, IReadOnlyList<TransferRequest> Requests)? Holder(PersonRecord record) =>
        record.Application is { IsOpen: true } application ? (application.Office, application.TransferRequests)
        : record.Registration is { } registration ? (registration.Office, registration.TransferRequests)
        : null;
}

/// <summary>Folds transfers and the requests for them.</summary>
internal static class TransferFold
{
    public static PersonRecord Apply(PersonRecord record, TransferRequested e) =>
        WithRequests(record, requests => [.. requests, e.Request with { Form = e.Form }]);

    public static PersonRecord Apply(PersonRecord record, TransferDeclined e) => Without(record, e.RequestId);

    public static PersonRecord Apply(PersonRecord record, TransferLapsed e) => Without(record, e.RequestId);

    public static PersonRecord Apply(PersonRecord record, ApplicationTransferred e) =>
        record with
        {
            Application = record.Application! with
            {
                Office = e.To,
                Ground = e.Ground,
                TransferRequests = Without(record.Application.TransferRequests, e.To),
            },
        };

    public static PersonRecord Apply(PersonRecord record, RegistrationTransferred e) =>
        record with
        {
            Registration = record.Registration! with
            {
                Office = e.To,
                Ground = e.Ground,
                Counted = e.Counted,
                UrbanPlace = e.UrbanPlace,
                TransferRequests = Without(record.Registration.TransferRequests, e.To),
            },
        };

    /// <summary>Both the application and the registration of a by-reference case may have requests.</summary>
    private static PersonRecord Without(PersonRecord record, string request) =>
        record with
        {
            Application = record.Application is { } application
                ? application with
                {
                    TransferRequests = [.. application.TransferRequests.Where(r => !IsOf(r, request))],
                }
                : null,
            Registration = record.Registration is { } registration
                ? registration with
                {
                    TransferRequests = [.. registration.TransferRequests.Where(r => !IsOf(r, request))],
                }
                : null,
        };

    private static bool IsOf(TransferRequest request, string id) => string.Equals(request.Id, id, StringComparison.Ordinal);

    private static PersonRecord WithRequests(
        PersonRecord record,
        Func<IReadOnlyList<TransferRequest>, IReadOnlyList<TransferRequest>> change
    ) =>
        record.Application is { IsOpen: true } application
            ? record with
            {
                Application = application with { TransferRequests = change(application.TransferRequests) },
            }
            : record with
            {
                Registration = record.Registration! with { TransferRequests = change(record.Registration.TransferRequests) },
            };

    private static TransferRequest[] Without(IReadOnlyList<TransferRequest> requests, string office) =>
        [.. requests.Where(r => !string.Equals(r.ToOffice, office, StringComparison.Ordinal))];
}
