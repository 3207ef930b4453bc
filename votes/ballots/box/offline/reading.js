// Codes that come from a keyboard scanner, from fingers, or from a camera where the browser lends one.
(function (own, core, jsQR) {
  "use strict";

  const say = own.say, AFTER = 1500;

  // A field for key cards. It shows nothing, as the command does; as a field for passwords it also keeps a Chinese input
  // method away from the scanner. What is read whole is taken even if the scanner's Enter was swallowed; an Enter that
  // comes after all means nothing more.
  own.cardField = function (form, keyset, taken) {
    const field = form.elements.card, shown = form.elements.shown;
    let last = 0;
    own.does(form.id, async () => {
      const text = field.value;
      field.value = "";
      last = Date.now();
      await taken(text);
    }, () => field.value || Date.now() - last > AFTER);
    field.addEventListener("input", () => {
      if (isWhole(field.value, keyset())) form.querySelector("button[type=submit]").click();
    });
    shown.addEventListener("change", () => (field.type = shown.checked ? "text" : "password"));
    form.querySelector(".camera").addEventListener("click", () => own.watch(form, taken));
  };

  function isWhole(text, keyset) {
    try {
      return Boolean(own.readCard(text, keyset));
    } catch (error) {
      return false;
    }
  }

  // The camera until a code was read, or the button is pressed again; where it may not be used, that is told and nothing
  // else changes.
  own.watch = async function (form, taken) {
    const video = form.querySelector("video"), error = form.querySelector(".error");
    own.put(error);
    if (video.srcObject) return darken(video);
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
      video.hidden = false;
      await video.play();
    } catch (refused) {
      darken(video);
      own.tell(error, say("The camera cannot be used here. Scan with the keyboard scanner, or type what stands on the card."));
      return;
    }
    const text = await seen(video);
    darken(video);
    if (text) await Promise.resolve(text).then(taken).catch((broken) => own.fail(form, broken));
  };

  function darken(video) {
    if (video.srcObject) video.srcObject.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    video.hidden = true;
  }

  // What the camera reads; nothing once it was switched off, or once the step is done.
  function seen(video) {
    const canvas = document.createElement("canvas"), picture = canvas.getContext("2d");
    return new Promise((resolve) => {
      const look = () => {
        const isOn = video.srcObject && !video.closest("fieldset:disabled"), code = isOn && video.videoWidth && read(video, canvas, picture);
        if (!isOn || (code && code.data)) resolve(isOn ? code.data : "");
        else setTimeout(look, 120);
      };
      look();
    });
  }

  function read(video, canvas, picture) {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    picture.drawImage(video, 0, 0);
    const image = picture.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(image.data, image.width, image.height);
  }
})(window.scrutiny, window.minsheng, window.jsQR);
