using System.Diagnostics.CodeAnalysis;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>Builds the command from the values. What a province's table leaves out is missing in each application, and named so.</summary>
internal static class ApplicationCommand
{
    public const string PlatformNumber = "platformNumber";

    public static MappedApplication Build(ApplicationValues own, OfficeDirectory offices, DateOnly today)
    {
        if (own.Text("commitment.accepted") != "1")
            return own.Faulty("commitment.accepted", "申请人未作承诺", "is not 1: the person made no commitment");
        if (!PlatformApplicationNumber.TryParse(own.Text(PlatformNumber), out var platformNumber, out var numberError))
            return own.Faulty(PlatformNumber, "申请编号无效", $"is no number of the platform ({numberError})");
        if (
            !IdentityNumber.TryParse(own.Text("number"), out var number, out var identityError)
            && !TryConfirm(own, identityError, out number)
        )
        {
            return NumberFault(own, identityError);
        }

        if (own.DocumentKind is { } kind && kind != EnumName.Of(number.Kind))
            return own.Faulty("number", "与证件类型不符", "is not of the kind of document that is given");
        if (!PersonName.TryParse(own.Text("name"), out var name, out var nameError))
            return own.Faulty("name", "姓名无效", $"is no name ({nameError})");
        if (OfficeOf(own.Text("office"), offices, today) is not { } office)
            return own.Faulty("office", "行政区划不存在或没有经办机构", "names a region that is not known, or that has no office");
        if (own.Member<PlaceGround>("ground") is not { } ground)
            return own.Missing("ground");
        if (own.Member<UnemploymentReason>("reason") is not { } reason)
            return own.Missing("reason");
        if (own.Date("unemployedOn") is not { } unemployedOn)
            return own.Missing("unemployedOn");
        if (own.Moment("submittedAt") is not { } submittedAt)
            return own.Missing("submittedAt");
        if (own.Text("commitment.textVersion") is not { } textVersion)
            return own.Missing("commitment.textVersion");
        if (own.Moment("commitment.acceptedAt") is not { } acceptedAt)
            return own.Missing("commitment.acceptedAt");
        if (own.Text("details.health") is not { } health)
            return own.Missing("details.health");
        if (
            !TelephoneNumber.TryParse(own.Text("details.telephone"), out var telephone, out _)
            && own.Text("details.telephone") is { } undialled
        )
        {
            own.Doubt("details.telephone", undialled, Doubt.Malformed);
        }

        var command = new SubmitApplication
        {
            Number = number,
            Name = name,
            BirthDate = own.Date("birthDate"),
            Sex = own.Member<Sex>("sex"),
            Channel = ApplicationChannel.Platform,
            PlatformNumber = platformNumber,
            SubmittedAt = submittedAt,
            Office = office.Code.Value,
            Ground = ground,

            // The platform's form need not name the group of a residence permit: the number does.
            ByReference = own.Member<ByReferenceGroup>("byReference")
                ?? (number.IsHongKongMacaoTaiwan ? ByReferenceGroup.HongKongMacaoTaiwanResident : null),
            Reason = reason,
            OtherReason = own.Text("otherReason"),
            UnemployedOn = unemployedOn,
            JobWishes = own.List("jobWishes"),
            WishesToClaimBenefit = own.Text("wishesToClaimBenefit") == "1",
            FormerEmployer = FormerEmployer.Read(own.Text("formerEmployer.name"), own.Text("formerEmployer.creditCode")),
            Commitment = new Commitment(textVersion, acceptedAt),
            Details = new PersonDetails
            {
                Telephone = telephone,
                Address = own.Text("details.address"),
                Health = health,
                DisabilityGrade = own.Text("details.disabilityGrade"),
                Education = own.Text("details.education"),
                EthnicGroup = own.Text("details.ethnicGroup"),
                HukouNature = own.Text("details.hukouNature"),
                HukouRegion = own.Text("details.hukouRegion"),
            },
            Unverified = own.Unverified,
        };
        return new MappedApplication(command, null);
    }

    /// <summary>For an old number of 15 digits the date of birth that came with it gives the century.</summary>
    private static bool TryConfirm(ApplicationValues own, IdentityNumberError error, [NotNullWhen(true)] out IdentityNumber? number)
    {
        number =
            error == IdentityNumberError.ConfirmFifteenDigits && own.Date("birthDate") is { } born
                ? IdentityNumber.Candidates(own.Text("number")).FirstOrDefault(candidate => candidate.BirthDate == born)
                : null;
        return number is not null;
    }

    private static MappedApplication NumberFault(ApplicationValues own, IdentityNumberError error) =>
        error switch
        {
            IdentityNumberError.ConfirmFifteenDigits => own.Faulty(
                "number",
                "15位旧证件号码,须与本人核对18位号码",
                "is an old number of 15 digits: its form of 18 must be confirmed with the person"
            ),
            IdentityNumberError.OtherDocument => own.Faulty(
                "number",
                "像是来往内地通行证、台胞证或护照号码;须用居民身份证、港澳台居民居住证或外国人永久居留身份证号码",
                "looks like the number of a travel permit or passport; accepted are the resident identity card, the residence permit of Hong Kong, Macao or Taiwan residents, and the foreign permanent resident card"
            ),
            _ => own.Faulty("number", "证件号码无效", $"is no identity number ({error})"),
        };

    /// <summary>
    /// The main office of the region, or of the nearest region above that has one. A region that was merged is the one that has its
    /// territory now.
    /// </summary>
    public static Office? OfficeOf(string? text, OfficeDirectory offices, DateOnly today)
    {
        if (text is null || PlatformForms.RegionOf(text) is not { } code || offices.Regions.Current(code, today) is not { } region)
            return null;
        return region.Code.SelfAndAbove().Select(one => offices.In(one, today)).FirstOrDefault(found => found.Count > 0)?[0];
    }
}
