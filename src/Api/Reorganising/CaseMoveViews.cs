using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Reorganising;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Reorganising;

/// <summary>What offices hold that have ended or will, and the orders.</summary>
public sealed record CaseMovesView(IReadOnlyList<EndingOfficeView> Offices, IReadOnlyList<CaseMoveView> Moves);

/// <summary>An office that has ended or will end, and holds something.</summary>
/// <param name="LastDay">The last day, inclusive, on which it takes new cases.</param>
/// <param name="Successor">The office to which an order moves what it holds, today or on the day after its last.</param>
public sealed record EndingOfficeView(
    string Office,
    string Name,
    DateOnly LastDay,
    bool HasEnded,
    string? Successor,
    long Registrations,
    long Applications,
    long Duties
)
{
    internal static EndingOfficeView Of(OfficeHolding held, Office office, OfficeDirectory offices, DateOnly today)
    {
        var last = office.ValidTo!.Value;
        return new EndingOfficeView(
            held.Office,
            office.Name,
            last,
            last < today,
            offices.SuccessorOf(office, last < today ? today : last.AddDays(1))?.Code.Value,
            held.Registrations,
            held.Applications,
            held.Duties
        );
    }
}

/// <summary>An order.</summary>
/// <param name="Area">An office, or a region with all offices within it that have ended.</param>
/// <param name="Status"><c>running</c>: until nothing is left; <c>done</c>; <c>cancelled</c>.</param>
/// <param name="Total">Persons with something there when it was ordered.</param>
/// <param name="Moved">Persons of whom it moved something; those of a page that a crash broke off are moved, but not counted here.</param>
/// <param name="Left">Persons with something there now; absent in the list.</param>
/// <param name="Sweep">How often it has begun to go through the persons.</param>
public sealed record CaseMoveView(
    string Id,
    string Area,
    [NamesOf<CaseMoveStatus>] string Status,
    long Total,
    long Moved,
    long? Left,
    int Sweep,
    string By,
    string Note,
    DateTimeOffset OrderedAt,
    DateTimeOffset? WalkedAt,
    DateTimeOffset? EndedAt
)
{
    internal static CaseMoveView Of(CaseMoveOrder move, long? left) =>
        new(
            move.Id.ToString("N"),
            move.Area,
            EnumName.Of(move.Status),
            move.Total,
            move.Moved,
            left,
            move.Sweep,
            move.By,
            Mask.Text(move.Reason)!,
            move.OrderedAt,
            move.WalkedAt,
            move.EndedAt
        );
}

/// <summary>An order with whom it could not move when it last tried.</summary>
public sealed record CaseMoveDetailView(CaseMoveView Move, IReadOnlyList<CaseMoveFailureView> Failures);

/// <summary>A person whose case could not be moved; it is tried again.</summary>
/// <param name="Trouble">Code of the refusal or name of the error.</param>
public sealed record CaseMoveFailureView(string Person, string Trouble, DateTimeOffset At);

/// <summary>What was ordered.</summary>
public sealed record CaseMoveOrderedView(string Id, string Area, long Total, IReadOnlyList<SucceededView> Offices, string Href);

/// <summary>An office that has ended, and the one that takes over.</summary>
public sealed record SucceededView(string Office, string? Successor);

/// <summary>Who ended an order, and why.</summary>
public sealed record CaseMoveCancelledView(string Id, string By, string Note, DateTimeOffset At);
