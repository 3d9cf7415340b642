using Grid.Domain.Persons;

namespace Grid.Api.Security;

/// <summary>Which offices have to do with a record now.</summary>
internal static class CaseOffices
{
    /// <summary>Those that hold its open case or asked for it; where nothing is open, the one that held the last.</summary>
    public static IEnumerable<string> Of(PersonRecord record)
    {
        var offices = new List<string>();
        if (record.Registration is { } registration)
        {
            offices.Add(registration.Office);
            offices.AddRange(registration.TransferRequests.Select(request => request.ToOffice));
        }

        if (record.Application is { } application && (application.IsOpen || record.Registration is null))
        {
            offices.Add(application.Office);
            offices.AddRange(application.TransferRequests.Where(_ => application.IsOpen).Select(request => request.ToOffice));
        }

        if (record.Registration is null && record.Application is not { IsOpen: true } && record.Past.Count > 0)
        {
            offices.Add(record.Past[^1].Registration.Office);
        }

        return offices.Distinct();
    }

    /// <summary>The office that holds the case, or held the last one; null when there never was one.</summary>
    public static string? Holder(PersonRecord record) => Of(record).FirstOrDefault();
}
