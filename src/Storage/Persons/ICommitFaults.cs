namespace Grid.Storage.Persons;

/// <summary>Named points of commits at which tests let things go wrong. Nothing happens there in production.</summary>
public interface ICommitFaults
{
    /// <summary>A group is about to be sent.</summary>
    void BeforeCommit(int persons);

    /// <summary>A group is committed, and no caller knows yet.</summary>
    void AfterCommit(int persons);

    /// <summary>A page of count entries is folded and written, and about to be committed.</summary>
    void BeforeFold(int entries) { }

    /// <summary>The platform has answered for items, and the answer is not stored yet.</summary>
    void BeforeMark(int items) { }

    /// <summary>A page is committed, and the region's grain does not know yet.</summary>
    void AfterFold(int entries) { }
}
