using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>Turns an identity number into the person's identifier with the register's key, which never rotates.</summary>
public interface IPersonIdentifier
{
    PersonId Identify(IdentityNumber number);
}
