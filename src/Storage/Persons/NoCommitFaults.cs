namespace Grid.Storage.Persons;

/// <summary>Nothing goes wrong on purpose.</summary>
public sealed class NoCommitFaults : ICommitFaults
{
    public void BeforeCommit(int persons) { }

    public void AfterCommit(int persons) { }
}
