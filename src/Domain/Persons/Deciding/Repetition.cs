using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What an application that is sent again says otherwise. The open one stays as it is, but whoever sent it is told, so that it can be corrected.</summary>
internal static class Repetition
{
    /// <summary>The fields, by their paths in the request, whose values were given and are not those of the open application; null when there are none. No value is told.</summary>
    public static IReadOnlyList<string>? NotTaken(PersonRecord record, Application open, SubmitApplication command, IReadOnlyList<UnverifiedValue>? aside)
    {
        var details = command.Details;
        var fields = new List<string>();
        void Compare<T>(string field, T? given, T? known)
        {
            if (given is not null && !EqualityComparer<T>.Default.Equals(given, known))
                fields.Add(field);
        }

        Compare("ground", (object)command.Ground, open.Ground);
        Compare("byReference", (object?)command.ByReference, open.ByReference);
        Compare("reason", (object)command.Reason, open.Reason);
        Compare("otherReason", command.OtherReason, open.OtherReason);
        Compare("unemployedOn", (object)command.UnemployedOn, open.UnemployedOn);
        if (!command.JobWishes.Order(StringComparer.Ordinal).SequenceEqual(open.JobWishes.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            fields.Add("jobWishes");
        Compare("wishesToClaimBenefit", (object)command.WishesToClaimBenefit, open.WishesToClaimBenefit);
        Compare("formerEmployer", command.FormerEmployer, open.FormerEmployer);
        Compare("details.telephone", details.Telephone, record.Details?.Telephone);
        Compare("details.address", details.Address, record.Details?.Address);
        Compare("details.health", details.Health, record.Details?.Health);
        Compare("details.disabilityGrade", details.DisabilityGrade, record.Details?.DisabilityGrade);
        Compare("details.education", details.Education, record.Details?.Education);
        Compare("details.ethnicGroup", details.EthnicGroup, record.Details?.EthnicGroup);
        Compare("details.hukouNature", details.HukouNature, record.Details?.HukouNature);
        Compare("details.hukouRegion", details.HukouRegion, record.Details?.HukouRegion);

        var known = UnverifiedData.Of(record);
        fields.AddRange(((IEnumerable<UnverifiedValue>)[.. details.Unverified ?? [], .. aside ?? []]).Where(one => !known.Contains(one)).Select(one => one.Field));
        return fields.Count == 0 ? null : [.. fields.Distinct(StringComparer.Ordinal)];
    }
}
