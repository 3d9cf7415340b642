namespace Grid.PlatformSimulator.MadeUp;

/// <summary>What can be wrong with a made-up application.</summary>
internal enum BadKind
{
    /// <summary>The check digit of the identity number does not fit.</summary>
    ImpossibleNumber,

    /// <summary>The region is in no directory.</summary>
    UnknownRegion,

    /// <summary>Nothing of the commitment is there.</summary>
    MissingCommitment,

    /// <summary>The commitment was shown, and not accepted.</summary>
    CommitmentNotAccepted,

    /// <summary>It has no 失业登记申请编号.</summary>
    MissingPlatformNumber,

    /// <summary>It has no name.</summary>
    MissingName,

    /// <summary>The reason of unemployment is in no code list.</summary>
    UnknownReason,

    /// <summary>An earlier one, word for word.</summary>
    RepeatSame,

    /// <summary>An earlier one with another telephone number and address: an update.</summary>
    RepeatOtherContact,

    /// <summary>An earlier one with another name.</summary>
    RepeatOtherName,

    /// <summary>An earlier one with another identity number.</summary>
    RepeatOtherNumber,

    /// <summary>An earlier one with another reason of unemployment.</summary>
    RepeatOtherReason,
}
