using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reorganising;

namespace Grid.Grains.Tests.Host;

/// <summary>A register that holds nothing yet, for tests of files that need no database.</summary>
internal sealed class EmptyHoldings : ICaseMoves
{
    public Task<RegisterHoldings> HoldingsAsync(CancellationToken cancellationToken) => Task.FromResult(new RegisterHoldings([], []));

    public Task<bool> OrderAsync(CaseMoveOrder move, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CaseMoveOrder?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CaseMoveOrder>> ListAsync(string reach, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CaseMoveOrder?> CurrentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CaseMoveFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<PersonId>> PersonsAsync(
        IReadOnlyList<string> offices,
        PersonId? after,
        int limit,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<long> CountAsync(IReadOnlyList<string> offices, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AdvanceAsync(CaseMoveOrder move, CaseMovePage page, DateTimeOffset at, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();
}
