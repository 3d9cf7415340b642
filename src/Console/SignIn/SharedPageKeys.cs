using System.Xml.Linq;
using Grid.Grains.Interfaces.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace Grid.Console.SignIn;

/// <summary>
/// Where the framework keeps the keys of cookies and forms: in the database, sealed, so that every API process opens what another one
/// closed, and none needs a folder that it may write.
/// </summary>
internal sealed partial class SharedPageKeys(IPageKeys keys, ILogger<SharedPageKeys> logger) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var list = keys.Read();
        if (list.Unreadable > 0)
            Unreadable(list.Unreadable);
        return [.. list.Xml.Select(XElement.Parse)];
    }

    /// <summary>
    /// Where another process was first, its key is the one that <see cref="GetAllElements"/> then has; the framework reads again after it
    /// stored.
    /// </summary>
    public void StoreElement(XElement element, string friendlyName) =>
        keys.TryAdd(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Count} keys of the pages' cookies do not open with this process's key ring: who signed in with them signs in again"
    )]
    private partial void Unreadable(int count);
}
