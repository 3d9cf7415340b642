namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>Why a report was not checked or not submitted. Nothing was changed.</summary>
public enum ReportRefusal
{
    /// <summary>The last day of the period is not past.</summary>
    NotOver = 1,

    /// <summary>It was submitted already, and stays as it is.</summary>
    Submitted,

    /// <summary>It was never checked, or its latest check failed.</summary>
    NotChecked,

    /// <summary>The figures are not those that were checked.</summary>
    Changed,

    /// <summary>A check fails now; the reply names it.</summary>
    ChecksFailed,

    /// <summary>Entries of the period came while it was being closed. Try again.</summary>
    Waiting,
}
