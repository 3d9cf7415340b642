namespace Grid.Domain.Persons;

/// <summary>
/// What an office's ledger (台账) and its services need of a person beside the form: skill level (79/2020 (三)), groups with support of their
/// own, where the person lives. All of it is side data that no one has to give: nothing waits for it, no paper is asked for it (79/2020 (二)),
/// and no figure and no message to the platform has it. Sealed wherever it is stored.
/// </summary>
public sealed record PersonProfile : Discreet
{
    /// <summary>Code list <c>occupation</c>: the last one.</summary>
    public string? Occupation { get; init; }

    /// <summary>As the person states them, at most <see cref="ProfileRules.MostSkills"/>; null for none.</summary>
    public IReadOnlyList<PersonSkill>? Skills { get; init; }

    /// <summary>Code list <c>person-category</c>, each once; null for none. One of them says how poor the person is.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The day on which the person left school, of a graduate; it may lie ahead by a year.</summary>
    public DateOnly? GraduatedOn { get; init; }

    /// <summary>Region code of the street (9 digits) or community (12 digits) where the person lives.</summary>
    public string? Community { get; init; }

    /// <summary>
    /// Number of the social security card (社会保障卡卡号), capital letters and digits. Not the citizen number, which the card carries as
    /// well.
    /// </summary>
    public string? SocialSecurityCard { get; init; }

    /// <summary>Number of the certificate of employment and business start (就业创业证号), capital letters and digits.</summary>
    public string? EmploymentCertificate { get; init; }

    /// <summary>Nothing is known.</summary>
    internal bool IsEmpty =>
        this
            is {
                Occupation: null,
                Skills: null,
                Categories: null,
                GraduatedOn: null,
                Community: null,
                SocialSecurityCard: null,
                EmploymentCertificate: null
            };
}

/// <summary>A skill as the person states it, with the certificate if there is one; at least one of the four is there.</summary>
/// <param name="Kind">Code list <c>skill-kind</c>: what certifies it.</param>
/// <param name="Level">Code list <c>skill-level</c>.</param>
/// <param name="Trade">In words, such as 焊工.</param>
/// <param name="Number">Of the certificate, which is never asked for: capital letters and digits.</param>
public sealed record PersonSkill(string? Kind, string? Level, string? Trade, string? Number) : Discreet;

/// <summary>Codes of the list <c>person-category</c> that something depends on.</summary>
public static class PersonCategories
{
    /// <summary>退役军人</summary>
    public const string Veteran = "1";

    /// <summary>农民工</summary>
    public const string MigrantWorker = "2";

    /// <summary>脱贫人口: says how poor the person was, so it is shown on a reveal only.</summary>
    public const string LiftedOutOfPoverty = "3";

    /// <summary>高校毕业生</summary>
    public const string Graduate = "4";
}
