namespace Grid.Storage.Persons;

/// <summary>Named points of a group commit at which tests let things go wrong. Nothing happens there in production.</summary>
public interface ICommitFaults
{
    /// <summary>A group is about to be sent.</summary>
    void BeforeCommit(int persons);

    /// <summary>A group is committed, and no caller knows yet.</summary>
    void AfterCommit(int persons);
}
