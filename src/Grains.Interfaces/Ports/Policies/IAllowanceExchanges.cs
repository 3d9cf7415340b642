using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Policies;

/// <summary>A day's list for civil affairs.</summary>
public sealed record AllowanceExchange(int Number, DateOnly Day, DateTimeOffset MadeAt, int Lines) : Discreet;

/// <summary>A line of it: whom it is about, and what changed.</summary>
/// <param name="Ordinal">Its place, from 1.</param>
/// <param name="DeliveredAt">When civil affairs first read it.</param>
public sealed record AllowanceLine(int Exchange, int Ordinal, PersonId Person, ListChange Change, DateTimeOffset? DeliveredAt) : Discreet;

/// <summary>The lists for civil affairs (民政), 79/2020 (五). A change goes into one of them, once.</summary>
public interface IAllowanceExchanges
{
    /// <summary>Makes the day's list of all changes that are in none; null where the day has its list.</summary>
    Task<AllowanceExchange?> MakeAsync(DateOnly day, DateTimeOffset at, CancellationToken cancellationToken);

    Task<AllowanceExchange?> LatestAsync(CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<AllowanceExchange>> ListAsync(int limit, CancellationToken cancellationToken);

    Task<AllowanceExchange?> FindAsync(int number, CancellationToken cancellationToken);

    /// <summary>Lines after a place, in their order.</summary>
    Task<IReadOnlyList<AllowanceLine>> LinesAsync(int number, int after, int most, CancellationToken cancellationToken);

    /// <summary>Notes that civil affairs have these lines.</summary>
    Task DeliveredAsync(IReadOnlyList<AllowanceLine> lines, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>In which lists the person was, the newest first.</summary>
    Task<IReadOnlyList<AllowanceLine>> OfPersonAsync(PersonId person, CancellationToken cancellationToken);
}
