using Grid.EndToEnd.Tests.Processes;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>An office with persons of its own, its clerk and its supervisor.</summary>
internal sealed class ExitingOffice : IDisposable
{
    private readonly ApiClient clerk;
    private readonly ApiClient supervisor;

    public ExitingOffice(RegisterWithPlatform register, string office, IEnumerable<int> serials)
    {
        (clerk, supervisor) = (
            register.Client($"clerk-{office}", "clerk", office),
            register.Client($"supervisor-{office}", "supervisor", office)
        );
        Persons = [.. serials.Select(serial => new ExitingPerson(serial, clerk, supervisor))];
    }

    public IReadOnlyList<ExitingPerson> Persons { get; }

    public void Dispose()
    {
        clerk.Dispose();
        supervisor.Dispose();
    }
}
