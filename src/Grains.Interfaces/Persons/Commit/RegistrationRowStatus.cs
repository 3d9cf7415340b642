namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The status column of a registration's row; stored as the number.</summary>
public enum RegistrationRowStatus
{
    Active = 1,
    Exited = 2,

    /// <summary>A by-reference case that became an ordinary registration.</summary>
    BecameOrdinary = 3,

    /// <summary>Linking showed it to be a second registration of one person.</summary>
    Duplicate = 4,

    /// <summary>On its way to another number's record; the receiver's commit sets the status again.</summary>
    Moving = 5,

    EnteredInError = 6,

    /// <summary>Revoked (撤销登记): it counts as if it had not been, and stays readable.</summary>
    Revoked = 7,
}
