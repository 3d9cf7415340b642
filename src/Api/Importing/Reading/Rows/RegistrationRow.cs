using Grid.Api.Importing.Reading.Columns;
using Grid.Domain;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>A registration of an earlier system: a current one, or with its exit a past one.</summary>
internal sealed record RegistrationRow : ImportRecord
{
    /// <summary>With the name.</summary>
    public required PersonKey Person { get; init; }

    public required PersonName Name { get; init; }

    public DateOnly? BirthDate { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>The office that registered, by its code in the register; it may have ended.</summary>
    public required string Office { get; init; }

    /// <summary>The office that has its cases today: the same, or its successor.</summary>
    public required string OfficeToday { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    public ApplicationChannel? Channel { get; init; }

    public PlatformApplicationNumber? PlatformNumber { get; init; }

    /// <summary>When the person applied; null where the earlier system did not record it.</summary>
    public DayAndTime? Submitted { get; init; }

    public string? CommitmentVersion { get; init; }

    public DayAndTime? Committed { get; init; }

    /// <summary>Code list <c>job-wish</c>.</summary>
    public IReadOnlyList<string> JobWishes { get; init; } = [];

    public bool? WishesToClaimBenefit { get; init; }

    public FormerEmployer? FormerEmployer { get; init; }

    public required ImportedDetails Details { get; init; }

    public ImportedHardship? Hardship { get; init; }

    /// <summary>The latest day on which the person was reached; null where that is not known.</summary>
    public DateOnly? LastReachedOn { get; init; }

    /// <summary>How it ended; null while it is current.</summary>
    public ImportedExit? Exit { get; init; }

    /// <summary>Every cell is read, so that all faults are named at once; a sound row has what is required.</summary>
    public static RegistrationRow? Read(RowCells cells)
    {
        var birthDate = cells.Day(ImportColumns.BirthDate);
        var person = PersonKey.Read(cells, birthDate);
        var office = cells.Office(ImportColumns.Office);
        var registeredOn = cells.Day(ImportColumns.RegisteredOn);
        var row = new RegistrationRow
        {
            Person = person!,
            Name = person?.Name!,
            BirthDate = birthDate,
            Sex = cells.Member<Sex>(ImportColumns.Sex, CodeListIds.Sex),
            Office = office?.Given.Code.Value!,
            OfficeToday = office?.Today.Code.Value!,
            RegisteredOn = registeredOn.GetValueOrDefault(),
            Reason = cells.Member<UnemploymentReason>(ImportColumns.Reason, CodeListIds.UnemploymentReason).GetValueOrDefault(),
            OtherReason = cells.Text(ImportColumns.OtherReason),
            UnemployedOn = cells.Day(ImportColumns.UnemployedOn).GetValueOrDefault(),
            Ground = cells.Member<PlaceGround>(ImportColumns.Ground, CodeListIds.PlaceGround).GetValueOrDefault(),
            ByReference = cells.Member<ByReferenceGroup>(ImportColumns.ByReference, CodeListIds.ByReferenceGroup),
            Channel = cells.Member<ApplicationChannel>(ImportColumns.Channel, CodeListIds.Channel),
            PlatformNumber = cells.Number<PlatformApplicationNumber>(ImportColumns.PlatformNumber, TryPlatformNumber),
            Submitted = cells.DayAndTime(ImportColumns.SubmittedOn),
            CommitmentVersion = cells.Text(ImportColumns.CommitmentVersion, FieldLimits.CommitmentVersion),
            Committed = cells.DayAndTime(ImportColumns.CommittedOn),
            JobWishes = cells.Codes(ImportColumns.JobWishes, CodeListIds.JobWish),
            WishesToClaimBenefit = cells.Flag(ImportColumns.WishesToClaimBenefit),
            FormerEmployer = Employers.Read(cells, ImportColumns.EmployerName, ImportColumns.EmployerCode),
            Details = ImportedDetails.Read(cells),
            Hardship = ImportedHardship.Read(cells),
            LastReachedOn = cells.Day(ImportColumns.LastReachedOn),
            Exit = ExitOf(cells, registeredOn),
        };
        return cells.IsSound ? row with { Unverified = cells.Unverified } : null;
    }

    /// <summary>Day and reason of an exit come together, and nothing else of one without them.</summary>
    private static ImportedExit? ExitOf(RowCells cells, DateOnly? registeredOn)
    {
        var (hasDay, hasReason) = (cells.Has(ImportColumns.ExitedOn), cells.Has(ImportColumns.ExitReason));
        if (hasDay || hasReason)
        {
            if (!hasDay)
                cells.Wrong(ImportColumns.ExitedOn, ImportFaultCodes.NeedsExitDay);
            if (!hasReason)
                cells.Wrong(ImportColumns.ExitReason, ImportFaultCodes.NeedsExitReason);
            var exit = ImportedExit.Read(cells, isHistory: true);
            if (exit is not null && exit.On < registeredOn)
                cells.Wrong(ImportColumns.ExitedOn, EnumName.Of(FieldRule.BeforeRegistration));
            return exit;
        }

        foreach (var column in (ImportColumn[])[ImportColumns.ExitBasis, ImportColumns.NewEmployerName, ImportColumns.NewEmployerCode])
        {
            if (cells.Has(column))
                cells.Wrong(column, ImportFaultCodes.OnlyWithExit);
        }

        return null;
    }

    private static bool TryPlatformNumber(string text, out PlatformApplicationNumber? number, out string fault)
    {
        var isNumber = PlatformApplicationNumber.TryParse(text, out number, out var error);
        fault = EnumName.Of(error);
        return isNumber;
    }
}

/// <summary>What else a file says of the person. Everything is optional; codes are those of the register.</summary>
internal sealed record ImportedDetails : Discreet
{
    public TelephoneNumber? Telephone { get; init; }

    public string? Address { get; init; }

    public string? Health { get; init; }

    public string? DisabilityGrade { get; init; }

    public string? Education { get; init; }

    public string? EthnicGroup { get; init; }

    public string? HukouNature { get; init; }

    /// <summary>A region code of today where the register knows it.</summary>
    public string? HukouRegion { get; init; }

    public static ImportedDetails Read(RowCells cells) =>
        new()
        {
            Telephone = cells.Number<TelephoneNumber>(ImportColumns.Telephone, TryTelephone),
            Address = cells.Text(ImportColumns.Address),
            Health = cells.Code(ImportColumns.Health, CodeListIds.Health),
            DisabilityGrade = cells.Code(ImportColumns.DisabilityGrade, CodeListIds.DisabilityGrade),
            Education = cells.Code(ImportColumns.Education, CodeListIds.Education),
            EthnicGroup = cells.Code(ImportColumns.EthnicGroup, CodeListIds.EthnicGroup),
            HukouNature = cells.Code(ImportColumns.HukouNature, CodeListIds.HukouNature),
            HukouRegion = cells.Region(ImportColumns.HukouRegion),
        };

    private static bool TryTelephone(string text, out TelephoneNumber? number, out string fault)
    {
        var isNumber = TelephoneNumber.TryParse(text, out number, out var error);
        fault = EnumName.Of(error);
        return isNumber;
    }
}

/// <summary>A recognition as a hardship person (就业困难人员).</summary>
/// <param name="Categories">Code list <c>hardship-category</c>; at least one.</param>
/// <param name="From">The first day; null where the file has none.</param>
/// <param name="To">The last day, inclusive; null where it has no end.</param>
internal sealed record ImportedHardship(IReadOnlyList<string> Categories, DateOnly? From, DateOnly? To) : Discreet
{
    public static ImportedHardship? Read(RowCells cells)
    {
        var categories = cells.Codes(ImportColumns.HardshipCategory, CodeListIds.HardshipCategory);
        var from = cells.Day(ImportColumns.HardshipFrom);
        var to = cells.Day(ImportColumns.HardshipTo);
        return categories.Count == 0 ? null : new ImportedHardship(categories, from, to);
    }
}
