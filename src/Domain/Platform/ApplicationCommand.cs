using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>Builds the command from the values. What a province's table leaves out is missing in each application, and named so.</summary>
internal static class ApplicationCommand
{
    public const string PlatformNumber = "platformNumber";

    public static MappedApplication Build(ApplicationValues own, OfficeDirectory offices)
    {
        if (own.Text("commitment.accepted") != "1")
            return own.Faulty("commitment.accepted", "申请人未作承诺", "is not 1: the person made no commitment");
        if (!PlatformApplicationNumber.TryParse(own.Text(PlatformNumber), out var platformNumber, out var numberError))
            return own.Faulty(PlatformNumber, "申请编号无效", $"is no number of the platform ({numberError})");
        if (!IdentityNumber.TryParse(own.Text("number"), out var number, out var identityError))
            return own.Faulty("number", "证件号码无效", $"is no identity number ({identityError})");
        if (own.DocumentKind is { } kind && kind != EnumName.Of(number.Kind))
            return own.Faulty("number", "与证件类型不符", "is not of the kind of document that is given");
        if (!PersonName.TryParse(own.Text("name"), out var name, out var nameError))
            return own.Faulty("name", "姓名无效", $"is no name ({nameError})");
        if (OfficeOf(own.Text("office"), offices) is not { } office)
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
        if (!TelephoneNumber.TryParse(own.Text("details.telephone"), out var telephone, out var telephoneError))
            return own.Faulty("details.telephone", "联系电话无效", $"is no telephone number ({telephoneError})");
        if (own.Text("details.health") is not { } health)
            return own.Missing("details.health");
        SocialCreditCode? creditCode = null;
        if (own.Text("formerEmployer.creditCode") is { } code && !SocialCreditCode.TryParse(code, out creditCode, out var creditError))
            return own.Faulty("formerEmployer.creditCode", "统一社会信用代码无效", $"is no social credit code ({creditError})");

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
            ByReference = own.Member<ByReferenceGroup>("byReference"),
            Reason = reason,
            OtherReason = own.Text("otherReason"),
            UnemployedOn = unemployedOn,
            JobWishes = own.List("jobWishes"),
            WishesToClaimBenefit = own.Text("wishesToClaimBenefit") == "1",
            FormerEmployer = own.Text("formerEmployer.name") is null && creditCode is null ? null : new FormerEmployer(own.Text("formerEmployer.name"), creditCode),
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
        };
        return new MappedApplication(command, null);
    }

    /// <summary>The main office of the region, or of the nearest region above that has one. A region that was merged is the one that has its territory now.</summary>
    private static Office? OfficeOf(string? text, OfficeDirectory offices)
    {
        if (text is null || PlatformForms.RegionOf(text) is not { } code || offices.Regions.Current(code) is not { } region)
            return null;
        return region.Code.SelfAndAbove().Select(offices.In).FirstOrDefault(found => found.Count > 0)?[0];
    }
}
